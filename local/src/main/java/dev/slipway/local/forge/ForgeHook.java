package dev.slipway.local.forge;

import org.jspecify.annotations.Nullable;

/**
 * Where a project's pushes are reported.
 *
 * @param url as {@code http://127.0.0.1:4200/hooks/gitlab/hello}
 * @param secretToken sent in clear as {@code X-Gitlab-Token}; null for none
 * @param signingSecret {@code whsec_…}; null for unsigned deliveries
 */
public record ForgeHook(
        String url, @Nullable String secretToken, @Nullable String signingSecret) {}
