package dev.slipway.scheduler.automation.notification;

import dev.slipway.scheduler.automation.outgoing.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services that show messages in channels. */
final class ChatSenders {
    private static final String SENDER = "Prefect Notifications";
    private static final int LONGEST_DISCORD = 2_000;

    private ChatSenders() {}

    static List<Call> slack(JsonObject block, Message message) {
        var text = message.subject().isBlank() ? message.body() : "*" + message.subject() + "*\n" + message.body();
        var body = new JsonObject().put("text", text).put("mrkdwn", true).put("username", SENDER);
        return List.of(toUrlOf(block, body));
    }

    static List<Call> teams(JsonObject block, Message message) {
        boolean wraps = block.getBoolean("wrap", true);
        var lines = new JsonArray();
        if (!message.subject().isBlank()) {
            lines.add(
                    textBlock(message.subject(), wraps).put("weight", "Bolder").put("size", "Medium"));
        }
        lines.add(textBlock(message.body(), wraps));
        var card = new JsonObject()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", lines);
        var attachment = new JsonObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl")
                .put("content", card);
        var body = new JsonObject().put("type", "message").put("attachments", new JsonArray().add(attachment));
        return List.of(toUrlOf(block, body));
    }

    private static JsonObject textBlock(String text, boolean wraps) {
        return new JsonObject().put("type", "TextBlock").put("text", text).put("wrap", wraps);
    }

    static List<Call> discord(JsonObject block, Message message) {
        var text = message.inOne();
        var body = new JsonObject()
                .put("content", text.substring(0, Math.min(text.length(), LONGEST_DISCORD)))
                .put("tts", block.getBoolean("tts", false));
        putIfGiven(body, "username", block.getString("botname"));
        putIfGiven(body, "avatar_url", block.getString("avatar_url"));
        var url = "https://discord.com/api/webhooks/" + Parts.segment(block, "webhook_id") + "/"
                + Parts.segment(block, "webhook_token");
        return List.of(Call.json(url, Map.of(), body.encode()));
    }

    static List<Call> mattermost(JsonObject block, Message message) {
        var path = block.getString("path");
        var folder = path == null || path.isBlank() ? "" : "/" + path.strip().replaceAll("^/+|/+$", "");
        var url = (block.getBoolean("secure", false) ? "https" : "http") + "://" + Parts.text(block, "hostname") + ":"
                + block.getInteger("port", 8065) + folder + "/hooks/" + Parts.segment(block, "token");
        List<@Nullable String> channels = new ArrayList<>();
        block.getJsonArray("channels", new JsonArray()).forEach(channel -> channels.add(String.valueOf(channel)));
        if (channels.isEmpty()) {
            channels.add(null);
        }
        return channels.stream()
                .map(channel -> {
                    var body = new JsonObject().put("text", message.inOne());
                    putIfGiven(body, "username", block.getString("botname", SENDER));
                    putIfGiven(body, "channel", channel);
                    return Call.json(url, Map.of(), body.encode());
                })
                .toList();
    }

    private static Call toUrlOf(JsonObject block, JsonObject body) {
        return Call.json(Parts.text(block, "url"), Map.of(), body.encode())
                .allowingPrivate(block.getBoolean("allow_private_urls", true));
    }

    private static void putIfGiven(JsonObject body, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            body.put(name, value);
        }
    }
}
