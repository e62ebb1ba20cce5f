package dev.slipway.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.filter.InvalidFilter;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recorded events that a subscriber may have missed, oldest first, page by page from the scheduler. */
@ApplicationScoped
class Backfill {
    private static final Duration FURTHEST = Duration.ofMinutes(15);
    private static final int PAGE = 50;

    /** Malformed, too large, not understood: the same filter is refused again. */
    private static final Set<Integer> NEVER = Set.of(400, 413, 422);

    private final ServiceClient services;
    private final Clock clock;

    Backfill(ServiceClient services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * Hands every recorded event over that the filter wants; completes after the last, or fails with {@link InvalidFilter} if the
     * scheduler will never take the filter.
     */
    Future<Void> read(JsonNode filter, ServiceClient.Identity identity, Consumer<JsonNode> each) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("filter", ascending(filter, clock.instant()));
        body.put("limit", PAGE);
        return page(HttpMethod.POST, "/api/events/filter", body, identity, each);
    }

    /** The same filter, oldest first and not further back than we go. */
    static ObjectNode ascending(JsonNode filter, Instant now) {
        ObjectNode clamped = filter.deepCopy();
        clamped.put("order", "ASC");
        ObjectNode occurred =
                clamped.path("occurred") instanceof ObjectNode given ? given : clamped.putObject("occurred");
        Instant earliest = now.minus(FURTHEST);
        Instant since = time(occurred.path("since"));
        occurred.put("since", (since == null || since.isBefore(earliest) ? earliest : since).toString());
        return clamped;
    }

    private Future<Void> page(
            HttpMethod method,
            String uri,
            @Nullable JsonNode body,
            ServiceClient.Identity identity,
            Consumer<JsonNode> each) {
        return services.call(Upstream.SCHEDULER, method, uri, body, identity).compose(reply -> {
            if (!reply.isSuccess()) {
                return Future.failedFuture(refusal(method, uri, reply));
            }
            JsonNode page = read(reply);
            page.path("events").forEach(each);
            String next = page.path("next_page").asText("");
            return next.isEmpty() || next.equals("null")
                    ? Future.succeededFuture()
                    : page(
                            HttpMethod.GET,
                            "/api/events/filter/next?" + URI.create(next).getRawQuery(),
                            null,
                            identity,
                            each);
        });
    }

    /** Only the first question has the subscriber's filter in it; other refusals are no fault of the subscriber. */
    private static Exception refusal(HttpMethod method, String uri, ServiceClient.Reply reply) {
        if (method.equals(HttpMethod.POST) && NEVER.contains(reply.status())) {
            return new InvalidFilter(said(reply));
        }
        return new IOException("the scheduler answered " + reply.status() + " to " + uri);
    }

    private static String said(ServiceClient.Reply reply) {
        String status = "the scheduler answered " + reply.status();
        try {
            JsonNode answer = Json.MAPPER.readTree(reply.body().getBytes());
            return answer.path("exception_detail").path(0).path("msg").asText(status);
        } catch (IOException e) {
            return status; // a body that is too large is refused before anybody writes JSON
        }
    }

    private static JsonNode read(ServiceClient.Reply reply) {
        try {
            return Json.MAPPER.readTree(reply.body().getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the scheduler's answer is not JSON", e);
        }
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return node.isTextual()
                    ? OffsetDateTime.parse(node.asText().replace(' ', 'T')).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
