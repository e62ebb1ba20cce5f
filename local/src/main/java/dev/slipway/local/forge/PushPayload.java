package dev.slipway.local.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a push hook or tag push hook, field by field as GitLab writes it. */
final class PushPayload {
    private static final int COMMITS_LIMIT = 20;

    private final String instance;
    private final ForgeProject project;
    private final Git git;

    PushPayload(String instance, ForgeProject project, Git git) {
        this.instance = instance;
        this.project = project;
        this.git = git;
    }

    /** The JSON text of one change. */
    String of(RefChange change) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        String kind = change.isTag() ? "tag_push" : "push";
        body.put("object_kind", kind);
        body.put("event_name", kind);
        body.put("before", change.before());
        body.put("after", change.after());
        body.put("ref", change.ref());
        body.put("ref_protected", change.ref().equals("refs/heads/" + project.defaultBranch()));
        body.put("checkout_sha", checkoutSha(change));
        body.put("message", tagMessage(change));
        putPusher(body);
        body.put("project_id", project.id());
        body.put("project", project());
        List<String> commits = commits(change);
        body.put("commits", describe(newest(commits)));
        body.put("total_commits_count", commits.size());
        body.put("push_options", Map.of());
        body.put("repository", repository());
        return json(body);
    }

    /** The JSON text of a merge request hook. */
    String of(MergeRequest request) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("object_kind", "merge_request");
        body.put("event_type", "merge_request");
        body.put("user", Map.of("id", 4, "name", "Slip Way", "username", "slipway", "email", "[REDACTED]"));
        body.put("project", project());
        body.put("repository", repository());
        body.put("object_attributes", request.attributes(project, instance));
        body.put("labels", List.of());
        body.put("changes", Map.of());
        return json(body);
    }

    private static void putPusher(Map<String, @Nullable Object> body) {
        body.put("user_id", 4);
        body.put("user_name", "Slip Way");
        body.put("user_username", "slipway");
        body.put("user_email", "");
        body.put("user_avatar", null);
    }

    private @Nullable String checkoutSha(RefChange change) {
        return change.deletes()
                ? null
                : git.run("rev-parse", change.after() + "^{commit}").strip();
    }

    private @Nullable String tagMessage(RefChange change) {
        boolean annotated = change.isTag()
                && !change.deletes()
                && git.run("cat-file", "-t", change.after()).strip().equals("tag");
        return annotated
                ? git.run("for-each-ref", "--format=%(contents)", change.ref()).strip()
                : null;
    }

    private Map<String, @Nullable Object> project() {
        String web = instance + "/" + project.path();
        String ssh = "git@127.0.0.1:" + project.path() + ".git";
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", project.id());
        fields.put("name", project.name());
        fields.put("description", null);
        fields.put("web_url", web);
        fields.put("avatar_url", null);
        fields.put("git_ssh_url", ssh);
        fields.put("git_http_url", web + ".git");
        fields.put("namespace", project.namespace());
        fields.put("visibility_level", 0);
        fields.put("path_with_namespace", project.path());
        fields.put("default_branch", project.defaultBranch());
        fields.put("ci_config_path", null);
        fields.put("homepage", web);
        fields.put("url", ssh);
        fields.put("ssh_url", ssh);
        fields.put("http_url", web + ".git");
        return fields;
    }

    private Map<String, @Nullable Object> repository() {
        String web = instance + "/" + project.path();
        String ssh = "git@127.0.0.1:" + project.path() + ".git";
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("name", project.name());
        fields.put("url", ssh);
        fields.put("description", null);
        fields.put("homepage", web);
        fields.put("git_http_url", web + ".git");
        fields.put("git_ssh_url", ssh);
        fields.put("visibility_level", 0);
        return fields;
    }

    /** Oldest first: what the push brought, or of a tag the commit that it names. */
    private List<String> commits(RefChange change) {
        if (change.deletes()) {
            return List.of();
        }
        if (change.isTag()) {
            return lines("rev-list", "--max-count=1", change.after());
        }
        if (!change.creates()) {
            return lines("rev-list", "--reverse", change.before() + ".." + change.after());
        }
        String defaultBranch = "refs/heads/" + project.defaultBranch();
        return change.ref().equals(defaultBranch) || !RefChange.refs(git).containsKey(defaultBranch)
                ? lines("rev-list", "--reverse", change.after())
                : lines("rev-list", "--reverse", change.after(), "^" + defaultBranch);
    }

    private static List<String> newest(List<String> commits) {
        return commits.subList(Math.max(0, commits.size() - COMMITS_LIMIT), commits.size());
    }

    private List<Map<String, Object>> describe(List<String> commits) {
        return commits.stream().map(this::describe).toList();
    }

    private Map<String, Object> describe(String commit) {
        List<String> fields = git.fields("log", "-1", "--format=%cI%x00%an%x00%ae%x00%B", commit);
        String message = fields.get(3).stripTrailing() + "\n";
        var described = new LinkedHashMap<String, Object>();
        described.put("id", commit);
        described.put("message", message);
        described.put("title", message.lines().findFirst().orElse(""));
        described.put("timestamp", fields.getFirst());
        described.put("url", instance + "/" + project.path() + "/-/commit/" + commit);
        described.put("author", Map.of("name", fields.get(1), "email", fields.get(2)));
        described.putAll(paths(commit));
        return described;
    }

    /** A rename is listed as added under its new name only; a merge is compared with its first parent. */
    private Map<String, List<String>> paths(String commit) {
        var paths = new LinkedHashMap<String, List<String>>();
        List.of("added", "modified", "removed").forEach(kind -> paths.put(kind, new ArrayList<>()));
        List<String> fields = git.fields(
                "diff-tree",
                "--root",
                "-r",
                "-M",
                "-z",
                "--name-status",
                "--no-commit-id",
                "--diff-merges=first-parent",
                commit);
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            switch (fields.get(i).charAt(0)) {
                case 'A' -> add(paths, "added", fields.get(i + 1));
                case 'D' -> add(paths, "removed", fields.get(i + 1));
                case 'R', 'C' -> add(paths, "added", fields.get(++i + 1));
                default -> add(paths, "modified", fields.get(i + 1));
            }
        }
        return paths;
    }

    private static void add(Map<String, List<String>> paths, String kind, String path) {
        paths.computeIfAbsent(kind, unused -> new ArrayList<>()).add(path);
    }

    private List<String> lines(String... arguments) {
        return git.run(arguments).lines().toList();
    }

    private static String json(Map<String, @Nullable Object> body) {
        try {
            return Json.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
