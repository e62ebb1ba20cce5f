package dev.slipway.local.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was made through the API.
 *
 * @param failures how many deliveries in a row failed
 * @param disabledUntil nothing is delivered before; null if nothing is wrong
 */
record ProjectHook(
        int id,
        ForgeHook target,
        boolean pushes,
        boolean tags,
        boolean mergeRequests,
        boolean verifiesTls,
        int failures,
        @Nullable Instant disabledUntil) {
    private static final int HARMLESS_FAILURES = 3;
    private static final int LAST_FAILURE = 40;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    /** A success forgets all failures; from the fourth failure in a row on there are longer and longer pauses. */
    ProjectHook after(boolean success, Instant now) {
        if (success) {
            return with(0, null);
        }
        int count = failures + 1;
        if (count <= HARMLESS_FAILURES) {
            return with(count, null);
        }
        Duration pause = Duration.ofMinutes(1L << Math.min(count - HARMLESS_FAILURES - 1, 11));
        return with(
                count,
                count >= LAST_FAILURE
                        ? Instant.MAX
                        : now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    private ProjectHook with(int count, @Nullable Instant until) {
        return new ProjectHook(id, target, pushes, tags, mergeRequests, verifiesTls, count, until);
    }

    boolean isDisabled(Instant now) {
        return disabledUntil != null && now.isBefore(disabledUntil);
    }

    boolean wants(String event) {
        return switch (event) {
            case "Push Hook" -> pushes;
            case "Tag Push Hook" -> tags;
            case "Merge Request Hook" -> mergeRequests;
            default -> false;
        };
    }

    /** As the API shows it: secrets are told by their presence only. */
    Map<String, @Nullable Object> shown(Instant now) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", id);
        fields.put("url", target.url());
        fields.put("push_events", pushes);
        fields.put("tag_push_events", tags);
        fields.put("merge_requests_events", mergeRequests);
        fields.put("enable_ssl_verification", verifiesTls);
        fields.put("alert_status", status(now));
        fields.put("disabled_until", disabledUntil == null || disabledUntil.equals(Instant.MAX) ? null : disabledUntil);
        fields.put("token_present", target.secretToken() != null);
        fields.put("signing_token_present", target.signingSecret() != null);
        return fields;
    }

    private String status(Instant now) {
        if (!isDisabled(now)) {
            return "executable";
        }
        return Instant.MAX.equals(disabledUntil) ? "disabled" : "temporarily_disabled";
    }
}
