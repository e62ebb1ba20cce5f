package dev.slipway.builder.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.gitlab.Finding.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our webhook in GitLab: found by its URL, made or changed, and tried. */
final class Webhook {
    private static final int MOST_PAGES = 10;

    private final GitLabApi api;
    private final GitLabProject project;

    Webhook(GitLabApi api, GitLabProject project) {
        this.api = api;
        this.project = project;
    }

    /** The hook's number and what was found on the way to it. */
    record Outcome(@Nullable Long id, List<Finding> findings) {}

    /** Makes or changes the hook and lets GitLab send a test. */
    Outcome save(HookRequest wanted) throws InterruptedException {
        Long known = find(wanted.hookUrl());
        GitLabAnswer saved = known == null
                ? api.call(project, "POST", "/hooks", wanted.body())
                : api.call(project, "PUT", "/hooks/" + known, wanted.body());
        if (!saved.isSuccess()) {
            return new Outcome(known, List.of(finding(Subject.HOOK, "GitLab refuses the webhook: " + saved.words())));
        }
        long id = saved.body().path("id").asLong();
        if (wanted.signingSecret() != null
                && !saved.body().path("signing_token_present").asBoolean(false)) {
            return new Outcome(
                    id,
                    List.of(finding(
                            Subject.HOOK,
                            "This GitLab does not sign deliveries (19.0 and newer do): give the project a webhookToken"
                                    + " in place of a signing secret.")));
        }
        String made = known == null ? "The webhook was created" : "The webhook was found and updated";
        return new Outcome(id, List.of(new Finding(Subject.HOOK, true, made + " (number " + id + ")."), test(id)));
    }

    /** Removes the hook; false if GitLab refused. */
    boolean delete(String url) throws InterruptedException {
        Long id = find(url);
        if (id == null) {
            return true;
        }
        int status = api.call(project, "DELETE", "/hooks/" + id, null).status();
        return status / 100 == 2 || status == 404;
    }

    private Finding test(long id) throws InterruptedException {
        GitLabAnswer tested = api.call(project, "POST", "/hooks/" + id + "/test/push_events", null);
        return tested.isSuccess()
                ? new Finding(Subject.DELIVERY, true, "A test delivery came through.")
                : finding(
                        Subject.DELIVERY,
                        "GitLab's test delivery did not come through: " + tested.words()
                                + ". GitLab must reach that URL, and allow requests to it"
                                + " (Admin → Settings → Network → Outbound requests).");
    }

    private @Nullable Long find(String url) throws InterruptedException {
        String page = "1";
        for (int i = 0; i < MOST_PAGES && !page.isEmpty(); i++) {
            GitLabAnswer hooks = api.call(project, "GET", "/hooks?per_page=100&page=" + page, null);
            for (JsonNode hook : hooks.body()) {
                if (hook.path("url").asText("").equals(url)) {
                    return hook.path("id").asLong();
                }
            }
            page = hooks.nextPage();
        }
        return null;
    }

    private static Finding finding(Subject subject, String detail) {
        return new Finding(subject, false, detail);
    }
}
