package dev.slipway.builder.feedback;

import dev.slipway.builder.build.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What one commit's page in GitLab shall show.
 *
 * @param name stable, so that GitLab changes a row and makes no other
 * @param description what people read beside it
 */
record CommitStatus(UUID buildId, Source source, String name, State state, String description) {
    static final String BUILD = "slipway/build";
    static final String REGISTER = "slipway/register";
    private static final int LONGEST = 250;

    /** GitLab's names of states. */
    enum State {
        PENDING("pending"),
        RUNNING("running"),
        SUCCESS("success"),
        FAILED("failed"),
        CANCELED("canceled");

        private final String name;

        State(String name) {
            this.name = name;
        }
    }

    /** As GitLab's API takes it. */
    Map<String, Object> body(String targetUrl) {
        var body = new LinkedHashMap<String, Object>();
        body.put("state", state.name);
        body.put("name", name);
        if (!source.ref().startsWith("refs/merge-requests/")) {
            body.put("ref", source.ref().replaceFirst("^refs/(heads|tags)/", ""));
        }
        body.put("target_url", targetUrl);
        body.put("description", description.length() > LONGEST ? description.substring(0, LONGEST) + "…" : description);
        return body;
    }
}
