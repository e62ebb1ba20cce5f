package dev.slipway.local.forge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merge request into the default branch.
 *
 * @param action {@code open}, {@code update}, {@code merge}, …
 * @param fromFork whether its source is another project
 * @param commit the newest of the source branch
 */
public record MergeRequest(int iid, String action, String sourceBranch, boolean fromFork, String commit) {
    private static final int FORK = 999_999;

    Map<String, @Nullable Object> attributes(ForgeProject project, String instance) {
        String url = instance + "/" + project.path() + "/-/merge_requests/" + iid;
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", 1_000 + iid);
        fields.put("iid", iid);
        fields.put("source_branch", sourceBranch);
        fields.put("target_branch", project.defaultBranch());
        fields.put("source_project_id", fromFork ? FORK : project.id());
        fields.put("target_project_id", project.id());
        fields.put("title", "A change");
        fields.put("description", "");
        fields.put("state", action.equals("merge") ? "merged" : "opened");
        fields.put("draft", false);
        fields.put("url", url);
        fields.put(
                "last_commit",
                Map.of(
                        "id",
                        commit,
                        "message",
                        "A change\n",
                        "title",
                        "A change",
                        "timestamp",
                        "2026-11-23T18:00:00+00:00",
                        "url",
                        instance + "/" + project.path() + "/-/commit/" + commit,
                        "author",
                        Map.of("name", "Ada Example", "email", "[REDACTED]")));
        fields.put("action", action);
        return fields;
    }
}
