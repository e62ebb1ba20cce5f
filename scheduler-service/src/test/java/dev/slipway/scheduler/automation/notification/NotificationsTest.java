package dev.slipway.scheduler.automation.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.automation.outgoing.Call;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationsTest {
    private static final Message MESSAGE = new Message("Run failed", "It was calm-run");

    @Test
    void slackGetsOneText() {
        var call = one(
                "slack-webhook",
                "{\"url\": \"https://hooks.slack.com/services/A/B/C\", \"allow_private_urls\": false}");
        assertThat(call.url()).isEqualTo("https://hooks.slack.com/services/A/B/C");
        assertThat(json(call).getString("text")).isEqualTo("*Run failed*\nIt was calm-run");
        assertThat(call.allowsPrivate()).isFalse();
    }

    @Test
    void teamsGetsACard() {
        var call = one("ms-teams-webhook", "{\"url\": \"https://prod-1.logic.azure.com/workflows/x\", \"wrap\": true}");
        var card = json(call).getJsonArray("attachments").getJsonObject(0).getJsonObject("content");
        assertThat(card.getJsonArray("body").getJsonObject(0).getString("text")).isEqualTo("Run failed");
        assertThat(card.getJsonArray("body").getJsonObject(1).getString("text")).isEqualTo("It was calm-run");
    }

    @Test
    void discordIsCalledByItsTokens() {
        var call = one("discord-webhook", "{\"webhook_id\": \"12\", \"webhook_token\": \"a/b\", \"botname\": \"bot\"}");
        assertThat(call.url()).isEqualTo("https://discord.com/api/webhooks/12/a%2Fb");
        assertThat(json(call).getString("content")).isEqualTo("Run failed\nIt was calm-run");
        assertThat(json(call).getString("username")).isEqualTo("bot");
    }

    @Test
    void mattermostIsCalledOncePerChannel() {
        var calls = calls("mattermost-webhook", """
                {"hostname": "chat.example.org", "token": "t", "secure": true, "port": 443, "path": "/team/",
                 "channels": ["one", "two"]}""");
        assertThat(calls).extracting(call -> json(call).getString("channel")).containsExactly("one", "two");
        assertThat(calls.getFirst().url()).isEqualTo("https://chat.example.org:443/team/hooks/t");
    }

    @Test
    void pagerDutyGetsAnEventWithTheBodyInItsDetails() {
        var call = one("pager-duty-webhook", """
                {"integration_key": "k", "api_key": "a", "notify_type": "failure", "region_name": "eu", "group": "g"}""");
        assertThat(call.url()).isEqualTo("https://events.eu.pagerduty.com/v2/enqueue");
        assertThat(json(call).getString("routing_key")).isEqualTo("k");
        var payload = json(call).getJsonObject("payload");
        assertThat(payload.getString("summary")).isEqualTo("Run failed");
        assertThat(payload.getString("severity")).isEqualTo("critical");
        assertThat(payload.getJsonObject("custom_details").getString("Prefect Notification Body"))
                .isEqualTo("It was calm-run");
    }

    @Test
    void opsgenieGetsAnAlertForItsTargets() {
        var call = one("opsgenie-webhook", """
                {"apikey": "k", "target_user": ["u@example.org"], "target_team": ["ops"], "priority": 1}""");
        assertThat(call.headers()).containsEntry("Authorization", "GenieKey k");
        assertThat(json(call).getString("priority")).isEqualTo("P1");
        assertThat(json(call).getJsonArray("responders")).hasSize(2);
    }

    @Test
    void twilioSendsOneMessageToEachNumber() {
        var calls = calls("twilio-sms", """
                {"account_sid": "AC1", "auth_token": "t", "from_phone_number": "18001234567",
                 "to_phone_numbers": ["18004242424", "+18004242425"]}""");
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst().body()).contains("To=%2B18004242424").contains("From=%2B18001234567");
    }

    @Test
    void sendgridSendsOneMailToEachAddress() {
        var calls = calls("sendgrid-email", """
                {"api_key": "k", "sender_email": "a@example.org", "to_emails": ["b@example.org", "c@example.org"]}""");
        assertThat(calls).hasSize(2);
        assertThat(json(calls.getFirst()).getString("subject")).isEqualTo("Run failed");
    }

    @Test
    void aCustomWebhookIsFilledIn() {
        var call = one("custom-webhook", """
                {"name": "mine", "url": "https://example.org/{{name}}", "method": "PUT", "params": {"t": "{{token}}"},
                 "json_data": {"text": "{{subject}}: {{ body }}", "n": 1, "whole": "{{body}}"},
                 "headers": {"X-Token": "{{token}}"}, "cookies": {"c": "1"}, "timeout": 2.5,
                 "secrets": {"token": "s3 cret"}, "allow_private_urls": false}""");
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.url()).isEqualTo("https://example.org/mine?t=s3+cret");
        assertThat(json(call)).isEqualTo(new JsonObject("""
                {"text": "Run failed: It was calm-run", "n": 1, "whole": "It was calm-run"}"""));
        assertThat(call.headers()).containsEntry("X-Token", "s3 cret").containsEntry("Cookie", "c=1");
        assertThat(call.timeout()).hasMillis(2_500);
        assertThat(call.allowsPrivate()).isFalse();
    }

    @Test
    void aCustomWebhookMayHaveAForm() {
        var call = one("custom-webhook", """
                {"name": "mine", "url": "https://example.org", "form_data": {"a": "{{subject}}"}}""");
        assertThat(call.body()).isEqualTo("a=Run+failed");
    }

    @Test
    void aCustomWebhookThatNamesNoSecretIsRefused() {
        assertThatThrownBy(() -> calls("custom-webhook", """
                {"name": "mine", "url": "https://example.org/{{nobody}}"}"""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void blocksThatNeedPythonSendNothing() {
        assertThat(Notifications.calls("email-server-credentials", new JsonObject(), MESSAGE))
                .isEmpty();
    }

    @Test
    void aBlockWithoutItsAddressIsRefused() {
        assertThatThrownBy(() -> calls("slack-webhook", "{}")).hasMessageContaining("url");
    }

    private static List<Call> calls(String type, String block) {
        return Notifications.calls(type, new JsonObject(block), MESSAGE).orElseThrow();
    }

    private static Call one(String type, String block) {
        assertThat(calls(type, block)).hasSize(1);
        return calls(type, block).getFirst();
    }

    private static JsonObject json(Call call) {
        return new JsonObject(String.valueOf(call.body()));
    }
}
