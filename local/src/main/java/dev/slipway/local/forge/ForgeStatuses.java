package dev.slipway.local.forge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/statuses/:sha}, with the transitions that GitLab allows. */
final class ForgeStatuses {
    private static final Set<String> STATES = Set.of("pending", "running", "success", "failed", "canceled", "skipped");
    private static final int LONGEST = 255;

    private final Map<String, List<CommitStatus>> statuses = new LinkedHashMap<>();

    /** Every status row of a project, in the order in which they were made. */
    synchronized List<CommitStatus> of(String projectPath) {
        return List.copyOf(statuses.getOrDefault(projectPath, List.of()));
    }

    synchronized ApiAnswer set(ForgeProject project, Git git, String sha, JsonNode body, ForgeToken author) {
        String state = body.path("state").asText("");
        if (!STATES.contains(state)) {
            return ApiAnswer.json(400, Map.of("error", "state does not have a valid value"));
        }
        if (!hasCommit(git, sha)) {
            return ApiAnswer.notFound("Commit");
        }
        String target = text(body, "target_url");
        if (target != null && target.length() > LONGEST) {
            return ApiAnswer.json(
                    400, Map.of("message", Map.of("target_url", List.of("is too long (maximum is 255 characters)"))));
        }
        List<CommitStatus> all = statuses.computeIfAbsent(project.path(), unused -> new ArrayList<>());
        String name = body.path("name").asText(body.path("context").asText("default"));
        int open = open(all, sha, text(body, "ref"), name, author);
        if (open >= 0 && all.get(open).status().equals(state)) {
            String event = state.equals("pending") ? "enqueue" : "run";
            return ApiAnswer.message(
                    400,
                    "Cannot transition status via :" + event + " from :" + state
                            + " (Reason(s): Status cannot transition via \"" + event + "\")");
        }
        var row = new CommitStatus(
                open >= 0 ? all.get(open).id() : all.size() + 1,
                sha,
                text(body, "ref"),
                name,
                state,
                target,
                text(body, "description"),
                author.token());
        if (open >= 0) {
            all.set(open, row);
        } else {
            all.add(row);
        }
        return ApiAnswer.json(201, shown(row));
    }

    ApiAnswer list(ForgeProject project, String sha) {
        return ApiAnswer.json(
                200,
                of(project.path()).stream()
                        .filter(row -> row.sha().equals(sha))
                        .map(ForgeStatuses::shown)
                        .toList());
    }

    /** The row that the call changes: the same name, ref and user, and not ended. */
    private static int open(List<CommitStatus> all, String sha, @Nullable String ref, String name, ForgeToken author) {
        for (int i = all.size() - 1; i >= 0; i--) {
            CommitStatus row = all.get(i);
            boolean same = row.sha().equals(sha)
                    && row.name().equals(name)
                    && java.util.Objects.equals(row.ref(), ref)
                    && row.author().equals(author.token());
            if (same && row.isOpen()) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasCommit(Git git, String sha) {
        if (!sha.matches("[0-9a-f]{40}")) {
            return false;
        }
        try {
            return git.run("cat-file", "-t", sha).strip().equals("commit");
        } catch (GitFailed e) {
            return false;
        }
    }

    private static Map<String, @Nullable Object> shown(CommitStatus row) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", row.id());
        fields.put("sha", row.sha());
        fields.put("ref", row.ref());
        fields.put("status", row.status());
        fields.put("name", row.name());
        fields.put("target_url", row.targetUrl());
        fields.put("description", row.description());
        return fields;
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.path(field).asText() : null;
    }
}
