package dev.slipway.gateway.hook;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository or a group is, so that two spellings of one place are the same.
 *
 * @param host in lower case, with the port if the URL has one
 * @param path in lower case, without slashes at its ends and without {@code .git}; empty for all of the host
 */
record RepositoryAddress(String host, String path) {
    /** Of a URL of HTTP; empty if it is none, or has a user, query or fragment. */
    static Optional<RepositoryAddress> of(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return isHttp && isPlain && uri.getHost() != null ? Optional.of(of(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RepositoryAddress of(URI uri) {
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        String path = uri.getPath().replaceAll("^/+|/+$", "").replaceFirst("\\.git$", "");
        return new RepositoryAddress(host.toLowerCase(Locale.ROOT), path.toLowerCase(Locale.ROOT));
    }

    /** True for what is below this group, or on this host if there is no path. */
    boolean contains(RepositoryAddress other) {
        return host.equals(other.host) && (path.isEmpty() || other.path.startsWith(path + "/"));
    }

    /** The repository of that path on this host. */
    RepositoryAddress sibling(RepositoryAddress other) {
        return new RepositoryAddress(host, other.path);
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
