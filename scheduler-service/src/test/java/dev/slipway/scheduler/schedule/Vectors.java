package dev.slipway.scheduler.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** What the original implementations answer, one case a line. */
final class Vectors {
    private Vectors() {}

    static Stream<JsonObject> of(String file) {
        var resource = requireNonNull(Vectors.class.getResourceAsStream("/schedule/" + file), file);
        try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines().map(JsonObject::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> strings(JsonObject vector, String key) {
        return vector.getJsonArray(key).stream().map(String::valueOf).toList();
    }
}
