package dev.slipway.scheduler.automation.notification;

import dev.slipway.scheduler.automation.outgoing.Call;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which calls send a message by a block, for each type of notification block. */
public final class Notifications {
    /** Makes the calls of one type of block. */
    @FunctionalInterface
    interface Sender {
        List<Call> calls(JsonObject block, Message message);
    }

    private static final Map<String, Sender> SENDERS = Map.of(
            "slack-webhook", ChatSenders::slack,
            "ms-teams-webhook", ChatSenders::teams,
            "discord-webhook", ChatSenders::discord,
            "mattermost-webhook", ChatSenders::mattermost,
            "custom-webhook", CustomWebhook::calls,
            "pager-duty-webhook", AlertSenders::pagerDuty,
            "opsgenie-webhook", AlertSenders::opsgenie,
            "twilio-sms", AlertSenders::twilio,
            "sendgrid-email", AlertSenders::sendgrid);

    private Notifications() {}

    /**
     * The calls that send the message; empty if blocks of that type send none.
     *
     * @throws IllegalArgumentException if the block has not what the service needs, with a sentence about it
     */
    public static Optional<List<Call>> calls(String typeSlug, JsonObject block, Message message) {
        return Optional.ofNullable(SENDERS.get(typeSlug)).map(sender -> sender.calls(block, message));
    }
}
