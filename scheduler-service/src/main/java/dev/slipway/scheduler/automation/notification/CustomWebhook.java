package dev.slipway.scheduler.automation.notification;

import dev.slipway.scheduler.automation.outgoing.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A block in which users write the call themselves, with {@code {{subject}}}, {@code {{body}}} and their secrets in it. */
final class CustomWebhook {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([\\w.\\[\\]-]+)\\s*}}");

    private final JsonObject block;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private CustomWebhook(JsonObject block, Message message) {
        this.block = block;
        orEmpty(block.getValue("secrets")).forEach(secret -> values.put(secret.getKey(), secret.getValue()));
        values.put("subject", message.subject());
        values.put("body", message.body());
        values.put("name", block.getString("name"));
    }

    static List<Call> calls(JsonObject block, Message message) {
        return List.of(new CustomWebhook(block, message).call());
    }

    private Call call() {
        if (block.getValue("form_data") != null && block.getValue("json_data") != null) {
            throw new IllegalArgumentException("The block has both form_data and json_data.");
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Prefect Notifications");
        var body = body(headers);
        texts("headers").forEach(headers::put);
        var cookies = texts("cookies");
        if (!cookies.isEmpty()) {
            headers.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return new Call(
                block.getString("method", "POST"),
                url(),
                headers,
                body,
                Duration.ofMillis(Math.round(block.getDouble("timeout", 10.0) * 1000)),
                block.getBoolean("allow_private_urls", true),
                true);
    }

    private String url() {
        var url = String.valueOf(filled(Parts.text(block, "url")));
        var params = Parts.form(texts("params"));
        return params.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + params;
    }

    private @Nullable String body(Map<String, String> headers) {
        if (block.getValue("json_data") != null) {
            headers.put("Content-Type", "application/json");
            return new JsonArray()
                    .add(filled(block.getValue("json_data")))
                    .encode()
                    .replaceAll("^\\[|]$", "");
        }
        return switch (block.getValue("form_data")) {
            case null -> null;
            case String text -> String.valueOf(filled(text));
            default -> {
                headers.put("Content-Type", "application/x-www-form-urlencoded");
                yield Parts.form(texts("form_data"));
            }
        };
    }

    private Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        orEmpty(block.getValue(name))
                .forEach(entry -> texts.put(entry.getKey(), String.valueOf(filled(entry.getValue()))));
        return texts;
    }

    /** A text that is one place becomes its value, of whatever type. */
    private @Nullable Object filled(@Nullable Object value) {
        return switch (value) {
            case String text -> filled(text);
            case JsonObject object -> {
                var filled = new JsonObject();
                object.forEach(entry -> filled.put(entry.getKey(), filled(entry.getValue())));
                yield filled;
            }
            case JsonArray array -> {
                var filled = new JsonArray();
                array.forEach(element -> filled.add(filled(element)));
                yield filled;
            }
            case null, default -> value;
        };
    }

    private @Nullable Object filled(String text) {
        var whole = PLACE.matcher(text);
        if (whole.matches()) {
            return valueOf(whole);
        }
        return PLACE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(String.valueOf(valueOf(match))));
    }

    private @Nullable Object valueOf(java.util.regex.MatchResult place) {
        var name = place.group(1);
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("The block names {{" + name + "}}, which is none of its secrets.");
        }
        return values.get(name);
    }

    private static JsonObject orEmpty(@Nullable Object value) {
        return value instanceof JsonObject object ? object : new JsonObject();
    }
}
