package dev.slipway.scheduler.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where the next page of a query begins. It holds no tenant: that comes with each request.
 *
 * @param filter as sent
 * @param now when the query began, so that later pages see the same time
 * @param total counted once, for all pages
 */
record PageToken(JsonObject filter, int limit, long total, Instant now, EventRepository.Position after) {
    String encode() {
        var json = new JsonObject()
                .put("filter", filter)
                .put("limit", limit)
                .put("total", total)
                .put("now", WireTimes.format(now))
                .put("occurred", WireTimes.format(after.occurred()))
                .put("id", after.id().toString());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(UTF_8));
    }

    static PageToken decode(String token) {
        try {
            var json = new JsonObject(new String(Base64.getUrlDecoder().decode(token), UTF_8));
            var after = new EventRepository.Position(
                    WireTimes.parse(json.getString("occurred")), UUID.fromString(json.getString("id")));
            return new PageToken(
                    json.getJsonObject("filter"),
                    Math.clamp(json.getInteger("limit"), 0, EventResource.MOST),
                    json.getLong("total"),
                    WireTimes.parse(json.getString("now")),
                    after);
        } catch (RuntimeException e) {
            throw ApiProblem.of(403, "The page token can't be read.");
        }
    }
}
