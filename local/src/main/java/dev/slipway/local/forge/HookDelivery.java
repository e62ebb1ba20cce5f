package dev.slipway.local.forge;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One webhook request, as sent and as answered.
 *
 * @param event the value of {@code X-Gitlab-Event}
 * @param idempotencyKey the same for every sending of the same fact
 * @param headers as sent
 * @param body the bytes that were signed, as text
 * @param status null if there was no answer
 * @param answer the answer's body, or why there was none
 */
public record HookDelivery(
        String projectPath,
        String ref,
        String event,
        String idempotencyKey,
        Map<String, String> headers,
        String body,
        Instant sentAt,
        @Nullable Integer status,
        String answer) {

    /** True if GitLab would count it as delivered. */
    public boolean succeeded() {
        return status != null && status < 400;
    }
}
