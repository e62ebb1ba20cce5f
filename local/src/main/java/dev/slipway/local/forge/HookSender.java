package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Sends webhook requests with GitLab's headers; an unanswered one is not sent again. */
final class HookSender implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SECRET_PREFIX = "whsec_";

    private final String instance;
    private final Clock clock;
    private final Ids ids;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    HookSender(String instance, Clock clock, Ids ids) {
        this.instance = instance;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new delivery of a change. */
    HookDelivery send(ForgeProject project, ForgeHook hook, RefChange change, String body) {
        String event = change.isTag() ? "Tag Push Hook" : "Push Hook";
        return send(
                hook,
                new Message(project.path(), change.ref(), event, ids.next().toString(), body));
    }

    /** A delivery of any other event. */
    HookDelivery send(ForgeHook hook, String projectPath, String ref, String event, String body) {
        return send(hook, new Message(projectPath, ref, event, ids.next().toString(), body));
    }

    /** The same fact once more: same key and body, other time, signature and request ids. */
    HookDelivery resend(ForgeHook hook, HookDelivery delivery) {
        return send(
                hook,
                new Message(
                        delivery.projectPath(),
                        delivery.ref(),
                        delivery.event(),
                        delivery.idempotencyKey(),
                        delivery.body()));
    }

    @Override
    public void close() {
        http.close();
    }

    private HookDelivery send(ForgeHook hook, Message message) {
        Instant now = clock.instant();
        Map<String, String> headers = headers(hook, message, now);
        var request = HttpRequest.newBuilder(URI.create(hook.url()))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(message.body(), UTF_8));
        headers.forEach(request::header);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
            return message.delivered(headers, now, response.statusCode(), response.body());
        } catch (IOException e) {
            return message.delivered(headers, now, null, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return message.delivered(headers, now, null, "interrupted");
        }
    }

    private Map<String, String> headers(ForgeHook hook, Message message, Instant now) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitLab/19.0");
        headers.put("X-Gitlab-Event", message.event());
        if (hook.secretToken() != null) {
            headers.put("X-Gitlab-Token", hook.secretToken());
        }
        headers.put("X-Gitlab-Instance", instance);
        headers.put("X-Gitlab-Webhook-UUID", ids.next().toString());
        headers.put("X-Gitlab-Event-UUID", ids.next().toString());
        headers.put("Idempotency-Key", message.key());
        if (hook.signingSecret() != null) {
            String timestamp = Long.toString(now.getEpochSecond());
            headers.put("webhook-id", message.key());
            headers.put("webhook-timestamp", timestamp);
            headers.put("webhook-signature", signature(hook.signingSecret(), message.key(), timestamp, message.body()));
        }
        return headers;
    }

    private static String signature(String secret, String id, String timestamp, String body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }

    private record Message(String projectPath, String ref, String event, String key, String body) {
        HookDelivery delivered(Map<String, String> headers, Instant sentAt, @Nullable Integer status, String answer) {
            return new HookDelivery(projectPath, ref, event, key, headers, body, sentAt, status, answer);
        }
    }
}
