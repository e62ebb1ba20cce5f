package dev.slipway.scheduler.automation.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of calls. */
final class Parts {
    private Parts() {}

    /** A field of a block that the service can't do without. */
    static String text(JsonObject block, String name) {
        var value = block.getValue(name);
        if (!(value instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("The block has no " + name + ".");
        }
        return text;
    }

    /** A field as one part of a path. */
    static String segment(JsonObject block, String name) {
        return encoded(text(block, name)).replace("+", "%20");
    }

    static List<String> texts(JsonObject block, String name) {
        return block.getJsonArray(name, new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }

    static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
