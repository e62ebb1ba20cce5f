package dev.slipway.local.client;

import java.security.SecureRandom;
import java.util.Base64;

/** What a webhook shows that does not sign its deliveries. */
public final class WebhookToken {
    private static final int BYTES = 32;

    private WebhookToken() {}

    /** Another one each time. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
