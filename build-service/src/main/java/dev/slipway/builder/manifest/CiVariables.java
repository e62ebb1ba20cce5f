package dev.slipway.builder.manifest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that GitLab's CI would set, under the names that users know. */
public final class CiVariables {
    private static final int SHORT_COMMIT = 8;
    private static final int LONGEST_SLUG = 63;
    private static final String BRANCH = "refs/heads/";
    private static final String MERGE_REQUEST = "refs/merge-requests/";

    private CiVariables() {}

    /** Derived from a push. */
    public static Map<String, String> of(Push push) {
        Map<String, String> values = new HashMap<>();
        String ref = push.ref().replaceFirst("^refs/(heads|tags)/", "");
        values.put("CI", "true");
        values.put("GITLAB_CI", "true");
        values.put("CI_COMMIT_SHA", push.commit());
        values.put("CI_COMMIT_SHORT_SHA", push.commit().substring(0, SHORT_COMMIT));
        values.put("CI_COMMIT_BEFORE_SHA", push.before());
        values.put("CI_COMMIT_REF_NAME", ref);
        values.put("CI_COMMIT_REF_SLUG", slug(ref));
        values.putAll(ofKind(push.ref(), ref));
        values.put("CI_DEFAULT_BRANCH", push.defaultBranch());
        put(values, "CI_COMMIT_TITLE", push.title());
        put(values, "CI_COMMIT_MESSAGE", push.message());
        put(values, "CI_COMMIT_AUTHOR", push.author());
        put(values, "CI_COMMIT_TIMESTAMP", push.timestamp());
        return values;
    }

    private static Map<String, String> ofKind(String ref, String shortRef) {
        if (ref.startsWith(MERGE_REQUEST)) {
            String number = ref.substring(MERGE_REQUEST.length()).replaceFirst("/.*", "");
            return Map.of(
                    "CI_PIPELINE_SOURCE", "merge_request_event",
                    "CI_MERGE_REQUEST_IID", number,
                    "CI_MERGE_REQUEST_REF_PATH", ref);
        }
        return Map.of(
                "CI_PIPELINE_SOURCE", "push", ref.startsWith(BRANCH) ? "CI_COMMIT_BRANCH" : "CI_COMMIT_TAG", shortRef);
    }

    /** Derived from where the repository is. */
    public static Map<String, String> ofProject(String url, String path) {
        Map<String, String> values = new HashMap<>();
        String web = url.endsWith(".git") ? url.substring(0, url.length() - ".git".length()) : url;
        int slash = path.lastIndexOf('/');
        values.put("CI_PROJECT_PATH", path);
        values.put("CI_PROJECT_PATH_SLUG", slug(path));
        values.put("CI_PROJECT_NAME", path.substring(slash + 1));
        values.put("CI_PROJECT_NAMESPACE", slash < 0 ? "" : path.substring(0, slash));
        values.put("CI_PROJECT_ROOT_NAMESPACE", slash < 0 ? "" : path.substring(0, path.indexOf('/')));
        values.put("CI_PROJECT_URL", web);
        values.put(
                "CI_SERVER_URL", web.endsWith("/" + path) ? web.substring(0, web.length() - path.length() - 1) : web);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    static String slug(String text) {
        String dashed = text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "-");
        String cut = dashed.substring(0, Math.min(LONGEST_SLUG, dashed.length()));
        return cut.replaceAll("^-+|-+$", "");
    }

    /** What a push tells. */
    public record Push(
            String ref,
            String commit,
            String before,
            String defaultBranch,
            @Nullable String title,
            @Nullable String message,
            @Nullable String author,
            @Nullable String timestamp) {}
}
