package dev.slipway.builder.gitlab;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The webhook that a project shall have in GitLab.
 *
 * @param hookUrl where deliveries go; it tells our hook from others
 * @param signingSecret {@code whsec_…}, or null for {@code secretToken}
 * @param gitToken from now on the project's token; null to leave it
 * @param adoptDefaultBranch whether GitLab's default branch becomes the project's
 */
record HookRequest(
        String hookUrl,
        @Nullable String secretToken,
        @Nullable String signingSecret,
        @Nullable String gitToken,
        boolean adoptDefaultBranch) {

    /** As GitLab's API takes it. */
    Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("url", hookUrl);
        body.put("name", "Slipway");
        body.put("push_events", true);
        body.put("tag_push_events", true);
        body.put("merge_requests_events", true);
        body.put("branch_filter_strategy", "all_branches");
        body.put("enable_ssl_verification", true);
        if (signingSecret != null) {
            body.put("signing_token", signingSecret);
        } else if (secretToken != null) {
            body.put("token", secretToken);
        }
        return body;
    }

    @Override
    public String toString() {
        return "HookRequest[" + hookUrl + "]";
    }
}
