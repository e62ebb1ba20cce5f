package dev.slipway.scheduler.search;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.UUID;

/**
 * Filters under a name.
 *
 * @param filters each an object with {@code object}, {@code property}, {@code type}, {@code operation} and {@code value}
 */
record SavedSearch(UUID id, Instant created, Instant updated, String name, JsonArray filters) {}
