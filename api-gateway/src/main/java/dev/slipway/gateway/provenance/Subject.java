package dev.slipway.gateway.provenance;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked for. Pure.
 *
 * @param id as the path has it, decoded
 */
record Subject(Kind kind, String id) {
    private static final Pattern PATH =
            Pattern.compile("/slipway/v1/provenance/(commits|images|deployments|runs)/(.+)");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Which chain it is a link of. */
    enum Kind {
        COMMITS,
        IMAGES,
        DEPLOYMENTS,
        RUNS
    }

    /** Empty if the path names nothing that could be. */
    static Optional<Subject> of(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        String id = URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
        return Optional.of(new Subject(kind, id)).filter(Subject::isReadable);
    }

    private boolean isReadable() {
        return switch (kind) {
            case COMMITS -> COMMIT.matcher(id).matches();
            case IMAGES -> DIGEST.matcher(id).matches() || id.contains("/");
            case DEPLOYMENTS -> ID.matcher(id).matches() || id.matches("[^/]+/[^/]+");
            case RUNS -> ID.matcher(id).matches();
        };
    }

    /** The digest, if the image has one: it says more than a name that was put on it. */
    String image() {
        int at = id.indexOf('@');
        String digest = at < 0 ? id : id.substring(at + 1);
        return DIGEST.matcher(digest).matches() ? digest : id;
    }
}
