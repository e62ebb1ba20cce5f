package dev.slipway.scheduler.automation.outgoing;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes: the addresses are looked up once, judged, and used, so that a name can't stand for another address later.
 *
 * @param host as the other side is to be named
 */
record Destination(String host, int port, boolean isSecure, String path, List<InetAddress> addresses) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** What finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    static Destination of(String url, boolean allowsPrivate, Resolver resolver) throws CallFailed {
        var uri = parsed(url);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new CallFailed("The address is not valid. Only HTTP and HTTPS addresses are allowed.");
        }
        @Nullable String named = uri.getHost();
        if (named == null || named.isEmpty()) {
            throw new CallFailed("The address is not valid: it names no host.");
        }
        var host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        boolean isSecure = scheme.equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : isSecure ? HTTPS : HTTP;
        return new Destination(host, port, isSecure, path(uri), judged(host, allowsPrivate, resolver));
    }

    private static URI parsed(String url) throws CallFailed {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new CallFailed("The address is not valid.");
        }
    }

    private static String path(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** One private address among others is enough to refuse: who answers for the name chooses which one is used. */
    private static List<InetAddress> judged(String host, boolean allowsPrivate, Resolver resolver) throws CallFailed {
        InetAddress[] found;
        try {
            found = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new CallFailed("The host " + host + " could not be resolved.");
        }
        for (InetAddress address : found) {
            if (!allowsPrivate && PrivateAddresses.contains(address)) {
                throw new CallFailed("The host " + host + " has the private address " + address.getHostAddress() + ".");
            }
        }
        return List.of(found);
    }
}
