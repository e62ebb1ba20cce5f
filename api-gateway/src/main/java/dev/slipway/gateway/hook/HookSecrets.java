package dev.slipway.gateway.hook;

import org.jspecify.annotations.Nullable;

/**
 * What deliveries of a hook must show; at least one of both.
 *
 * @param webhookToken compared with {@code X-Gitlab-Token}
 * @param signingSecret {@code whsec_…}; if there is one, only a signature counts
 * @param former what counted before the last rotation, while it still does
 */
public record HookSecrets(
        @Nullable String webhookToken,
        @Nullable String signingSecret,
        @Nullable HookSecrets former) {
    /** No secret at all would let everybody in. */
    public HookSecrets {
        if (webhookToken == null && signingSecret == null) {
            throw new IllegalArgumentException("a hook needs a webhook token or a signing secret");
        }
    }

    /** Without a former secret. */
    public HookSecrets(@Nullable String webhookToken, @Nullable String signingSecret) {
        this(webhookToken, signingSecret, null);
    }

    @Override
    public String toString() {
        return "HookSecrets[…]";
    }
}
