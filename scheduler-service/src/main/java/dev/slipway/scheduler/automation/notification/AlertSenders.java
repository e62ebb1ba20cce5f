package dev.slipway.scheduler.automation.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.automation.outgoing.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Services that wake people, and mail. */
final class AlertSenders {
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_ALERT = 130;
    private static final Map<String, String> SEVERITIES =
            Map.of("info", "info", "success", "info", "warning", "warning", "failure", "critical");

    private AlertSenders() {}

    static List<Call> pagerDuty(JsonObject block, Message message) {
        var details = new JsonObject().mergeIn(orEmpty(block.getJsonObject("custom_details")));
        details.put("Prefect Notification Body", message.body());
        var payload = new JsonObject()
                .put(
                        "summary",
                        shortened(message.subject().isBlank() ? message.body() : message.subject(), LONGEST_SUMMARY))
                .put("severity", SEVERITIES.getOrDefault(block.getString("notify_type", "info"), "info"))
                .put("source", block.getString("source", "Prefect"))
                .put("component", block.getString("component", "Notification"))
                .put("custom_details", details);
        copy(block, "group", payload, "group");
        copy(block, "class_id", payload, "class");
        var body = new JsonObject()
                .put("routing_key", Parts.text(block, "integration_key"))
                .put("event_action", "trigger")
                .put("client", "Prefect Notifications")
                .put("payload", payload);
        copy(block, "clickable_url", body, "client_url");
        var host = "eu".equals(block.getString("region_name")) ? "events.eu.pagerduty.com" : "events.pagerduty.com";
        var headers = Map.of("Authorization", "Token token=" + Parts.text(block, "api_key"));
        return List.of(Call.json("https://" + host + "/v2/enqueue", headers, body.encode()));
    }

    static List<Call> opsgenie(JsonObject block, Message message) {
        var responders = new JsonArray();
        Stream.of("user", "team", "schedule", "escalation").forEach(kind -> Parts.texts(block, "target_" + kind)
                .forEach(target -> responders.add(
                        new JsonObject().put("type", kind).put(kind.equals("user") ? "username" : "name", target))));
        var body = new JsonObject()
                .put(
                        "message",
                        shortened(message.subject().isBlank() ? message.body() : message.subject(), LONGEST_ALERT))
                .put("description", message.body())
                .put("priority", "P" + block.getInteger("priority", 3))
                .put("responders", responders)
                .put("source", "Prefect Notifications");
        Stream.of("alias", "entity", "details", "tags").forEach(name -> copy(block, name, body, name));
        var host = "eu".equals(block.getString("region_name")) ? "api.eu.opsgenie.com" : "api.opsgenie.com";
        var headers = Map.of("Authorization", "GenieKey " + Parts.text(block, "apikey"));
        return List.of(Call.json("https://" + host + "/v2/alerts", headers, body.encode()));
    }

    static List<Call> twilio(JsonObject block, Message message) {
        var account = Parts.text(block, "account_sid");
        var login = account + ":" + Parts.text(block, "auth_token");
        var headers = Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)),
                "Content-Type",
                "application/x-www-form-urlencoded");
        var url =
                "https://api.twilio.com/2010-04-01/Accounts/" + Parts.segment(block, "account_sid") + "/Messages.json";
        var from = phone(Parts.text(block, "from_phone_number"));
        return Parts.texts(block, "to_phone_numbers").stream()
                .map(to -> Parts.form(Map.of("From", from, "To", phone(to), "Body", message.inOne())))
                .map(form -> new Call("POST", url, headers, form, null, true, true))
                .toList();
    }

    private static String phone(String number) {
        return number.startsWith("+") ? number : "+" + number;
    }

    static List<Call> sendgrid(JsonObject block, Message message) {
        var headers = Map.of("Authorization", "Bearer " + Parts.text(block, "api_key"));
        return Parts.texts(block, "to_emails").stream()
                .map(to -> new JsonObject()
                        .put(
                                "personalizations",
                                new JsonArray().add(new JsonObject().put("to", new JsonArray().add(mail(to)))))
                        .put("from", mail(Parts.text(block, "sender_email")))
                        .put("subject", message.subject())
                        .put(
                                "content",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("type", "text/plain")
                                                .put("value", message.body()))))
                .map(mail -> Call.json("https://api.sendgrid.com/v3/mail/send", headers, mail.encode()))
                .toList();
    }

    private static JsonObject mail(String address) {
        return new JsonObject().put("email", address);
    }

    private static void copy(JsonObject block, String from, JsonObject body, String to) {
        if (block.getValue(from) != null) {
            body.put(to, block.getValue(from));
        }
    }

    private static JsonObject orEmpty(@org.jspecify.annotations.Nullable JsonObject object) {
        return object == null ? new JsonObject() : object;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
