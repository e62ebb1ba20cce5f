package dev.slipway.builder.feedback;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** No status: the deployment that GitLab shows in an environment. */
    private static final String ENVIRONMENT = "environment";

    /** Before the name of a status: the notes of merge requests are to follow it. */
    private static final String NOTE = "note:";

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

    /** The same for the notes of merge requests; empty if they don't follow this. */
    Optional<CommitStatus> note() {
        boolean isTold = state != State.PENDING && !(state == State.RUNNING && name.equals(REGISTER));
        return isTold && !source.ref().startsWith("refs/tags/")
                ? Optional.of(new CommitStatus(buildId, source, NOTE + name, state, ""))
                : Optional.empty();
    }

    /** The note of a merge request that was opened after its branch was built. */
    static CommitStatus note(Build build, int mergeRequest) {
        return new CommitStatus(build.id(), build.source(), NOTE + "!" + mergeRequest, State.PENDING, "");
    }

    /** What became of the registration, as GitLab shows deployments. */
    CommitStatus environment() {
        return new CommitStatus(buildId, source, ENVIRONMENT, state, "");
    }

    boolean isEnvironment() {
        return name.equals(ENVIRONMENT);
    }

    /** As GitLab's API takes a deployment. */
    Map<String, Object> deployment(String environment) {
        return Map.of(
                "environment",
                environment,
                "sha",
                source.commit(),
                "ref",
                source.shortRef(),
                "tag",
                source.ref().startsWith("refs/tags/"),
                "status",
                state.name);
    }

    boolean isNote() {
        return name.startsWith(NOTE);
    }

    /** As GitLab's API takes it. */
    Map<String, Object> body(String targetUrl) {
        var body = new LinkedHashMap<String, Object>();
        body.put("state", state.name);
        body.put("name", name);
        if (!source.isMergeRequest()) {
            body.put("ref", source.shortRef());
        }
        body.put("target_url", targetUrl);
        body.put("description", description.length() > LONGEST ? description.substring(0, LONGEST) + "…" : description);
        return body;
    }
}
