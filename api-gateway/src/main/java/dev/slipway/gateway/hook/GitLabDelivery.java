package dev.slipway.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.gateway.hook.Decision.BranchPushed;
import dev.slipway.gateway.hook.Decision.Ignored;
import dev.slipway.gateway.hook.Decision.MergeRequestChanged;
import dev.slipway.gateway.hook.Decision.RefGone;
import dev.slipway.gateway.hook.Decision.TagMoved;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads GitLab's deliveries. The body says what happened: system hooks carry one event name for everything in their header, and
 * older ones have no {@code object_kind}.
 */
final class GitLabDelivery {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ZEROS = Pattern.compile("0{40}|0{64}");
    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";
    private static final int LONGEST_REF = 1024;

    private GitLabDelivery() {}

    /** The body, read once; a missing node if it is not JSON. */
    static JsonNode payload(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** What the body means. Admins can replace all of it by a template, so an odd shape is no error of the sender. */
    static Decision decide(JsonNode payload) {
        if (!payload.isObject()) {
            return new Ignored(payload.isMissingNode() ? "the body is not JSON" : "the body is not a JSON object");
        }
        String kind = text(payload, "object_kind") == null ? text(payload, "event_name") : text(payload, "object_kind");
        return switch (String.valueOf(kind)) {
            case "push" -> push(payload, BRANCH);
            case "tag_push" -> push(payload, TAG);
            case "merge_request" -> mergeRequest(payload);
            default -> new Ignored("event " + PushDetails.shortened(String.valueOf(kind), 60) + " starts nothing");
        };
    }

    private static Decision push(JsonNode payload, String namespace) {
        String ref = payload.path("ref").asText("");
        String before = payload.path("before").asText("");
        String after = payload.path("after").asText("");
        if (!isRef(ref, namespace)) {
            return new Ignored("ref is not a name under " + namespace);
        }
        if (!isCommit(before) || !isCommit(after)) {
            return new Ignored("before and after are not commits");
        }
        if (isZero(before) && isZero(after)) {
            return new Ignored("the ref neither was nor is");
        }
        if (isZero(after)) {
            return new RefGone(ref, before, after);
        }
        return namespace.equals(TAG) ? tag(payload, ref, before, after) : branch(payload, ref, before, after);
    }

    private static Decision branch(JsonNode payload, String ref, String before, String after) {
        var details = PushDetails.of(payload);
        return new BranchPushed(
                ref,
                before,
                after,
                text(payload.path("project"), "default_branch"),
                details.pusher(),
                details.commits(),
                details.commitsTruncated(),
                details.pushOptions());
    }

    /** Only commits count, not labels or words; the source may be a fork, or gone. */
    private static Decision mergeRequest(JsonNode payload) {
        JsonNode request = payload.path("object_attributes");
        String after = request.path("last_commit").path("id").asText("");
        String before = text(request, "oldrev");
        boolean brings = before != null || request.path("action").asText("").matches("open|reopen");
        int number = request.path("iid").asInt(0);
        String ref = "refs/merge-requests/" + number + "/head";
        boolean isOver = request.path("action").asText("").matches("close|merge");
        if (isOver && isCommit(after) && number > 0) {
            return new RefGone(ref, after, "0".repeat(after.length()));
        }
        if (!brings || !isCommit(after) || number <= 0) {
            return new Ignored("the merge request brings no commit");
        }
        long target = request.path("target_project_id").asLong(-1);
        boolean fork = request.path("source_project_id").asLong(-2) != target;
        return new MergeRequestChanged(
                ref,
                before != null && isCommit(before) ? before : "0".repeat(after.length()),
                after,
                text(payload.path("project"), "default_branch"),
                new PushReceived.MergeRequest(
                        number,
                        PushDetails.shortened(request.path("source_branch").asText(""), LONGEST_REF),
                        PushDetails.shortened(request.path("target_branch").asText(""), LONGEST_REF),
                        fork));
    }

    /** Of an annotated tag {@code after} is the tag object; {@code checkout_sha} is the commit, null if the tag is gone again. */
    private static Decision tag(JsonNode payload, String ref, String before, String after) {
        String commit = payload.path("checkout_sha").asText("");
        if (!isCommit(commit)) {
            return new Ignored("the tag leads to no commit");
        }
        String message = text(payload, "message");
        return new TagMoved(ref, before, after, commit, message == null ? null : PushDetails.shortened(message, 4_096));
    }

    /** What git accepts as a name and no command takes for an option or a range. */
    private static boolean isRef(String ref, String namespace) {
        if (!ref.startsWith(namespace) || ref.length() == namespace.length() || ref.length() > LONGEST_REF) {
            return false;
        }
        boolean hasForbidden = ref.chars().anyMatch(c -> c <= 0x20 || c == 0x7F || "~^:?*[\\".indexOf(c) >= 0);
        boolean hasForbiddenSequence = ref.contains("..") || ref.contains("@{") || ref.contains("//");
        boolean hasForbiddenEnd = ref.endsWith("/") || ref.endsWith(".") || ref.endsWith(".lock");
        boolean hasForbiddenStart = ref.contains("/.") || ref.startsWith("-", namespace.length());
        return !hasForbidden && !hasForbiddenSequence && !hasForbiddenEnd && !hasForbiddenStart;
    }

    private static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    private static boolean isZero(String commit) {
        return ZEROS.matcher(commit).matches();
    }

    private static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
