package dev.slipway.gateway.hook;

import dev.slipway.gateway.auth.Secrets;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The headers of one delivery that mean something. */
record Delivery(
        @Nullable String token,
        @Nullable String webhookId,
        @Nullable String timestamp,
        @Nullable String signature,
        @Nullable String idempotencyKey,
        @Nullable String instance) {

    static Delivery of(MultiMap headers) {
        return new Delivery(
                headers.get("X-Gitlab-Token"),
                headers.get("webhook-id"),
                headers.get("webhook-timestamp"),
                headers.get("webhook-signature"),
                headers.get("Idempotency-Key"),
                headers.get("X-Gitlab-Instance"));
    }

    /** False if the headers alone show that the sender is not the project's GitLab, so that its body need not be read. */
    boolean mayBeGenuine(HookSecrets secrets) {
        HookSecrets former = secrets.former();
        return mayShow(secrets) || (former != null && mayShow(former));
    }

    private boolean mayShow(HookSecrets secrets) {
        if (secrets.signingSecret() != null) {
            return signature != null;
        }
        String expected = secrets.webhookToken();
        return expected != null && token != null && Secrets.same(expected, token);
    }

    /** True if token or signature prove the sender. */
    boolean isGenuine(HookSecrets secrets, byte[] body, Instant now) {
        HookSecrets former = secrets.former();
        return shows(secrets, body, now) || (former != null && shows(former, body, now));
    }

    private boolean shows(HookSecrets secrets, byte[] body, Instant now) {
        String signingSecret = secrets.signingSecret();
        return signingSecret == null
                ? mayShow(secrets)
                : WebhookSignature.isValid(signingSecret, webhookId, timestamp, signature, body, now);
    }

    /** The same for every attempt to deliver one thing, and for nothing else. */
    UUID id(byte[] body) {
        if (webhookId != null) {
            return hash("key", webhookId.getBytes(StandardCharsets.UTF_8));
        }
        if (idempotencyKey != null) {
            return hash("key", idempotencyKey.getBytes(StandardCharsets.UTF_8));
        }
        return hash("body " + instance, body);
    }

    private static UUID hash(String kind, byte[] content) {
        var input = new ByteArrayOutputStream();
        input.writeBytes(kind.getBytes(StandardCharsets.UTF_8));
        input.write(0);
        input.writeBytes(content);
        var hash = ByteBuffer.wrap(Secrets.sha256(input.toByteArray()));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
