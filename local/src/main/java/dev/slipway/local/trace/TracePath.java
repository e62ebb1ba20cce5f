package dev.slipway.local.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is meant by what somebody types. Pure. */
final class TracePath {
    private static final String PROVENANCE = "/slipway/v1/provenance/";

    private TracePath() {}

    /** The paths to ask, the likeliest first. */
    static List<String> of(String what) {
        if (what.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return List.of(PROVENANCE + "runs/" + what, PROVENANCE + "deployments/" + what);
        }
        if (what.matches("[0-9a-f]{7,64}")) {
            return List.of(PROVENANCE + "commits/" + what);
        }
        String encoded =
                Arrays.stream(what.split("/", -1)).map(TracePath::encoded).collect(Collectors.joining("/"));
        boolean isImage = what.contains("sha256:") || what.split("/", -1).length > 2 || what.matches(".*/.*:.*");
        return isImage
                ? List.of(PROVENANCE + "images/" + encoded)
                : List.of(PROVENANCE + "deployments/" + encoded, PROVENANCE + "images/" + encoded);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~")
                .replace("%3A", ":")
                .replace("%40", "@");
    }
}
