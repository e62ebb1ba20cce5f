package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.notification.Message;
import dev.slipway.scheduler.automation.notification.Notifications;
import dev.slipway.scheduler.automation.outgoing.Call;
import dev.slipway.scheduler.automation.outgoing.CallFailed;
import dev.slipway.scheduler.automation.outgoing.OutgoingCalls;
import dev.slipway.scheduler.automation.outgoing.Reply;
import dev.slipway.scheduler.automation.template.TemplateFault;
import dev.slipway.scheduler.automation.template.Templates;
import dev.slipway.scheduler.block.BlockContents;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Calls webhooks and sends notifications, by blocks. */
@ApplicationScoped
class CallPerformers {
    private static final Duration READING = Duration.ofSeconds(20);
    private static final int LONGEST_TOLD = 1_000;

    private final BlockContents blocks;
    private final OutgoingCalls calls;
    private final TemplateValues values;
    private final Templates templates;
    private final ActionEvents events;

    CallPerformers(
            BlockContents blocks,
            OutgoingCalls calls,
            TemplateValues values,
            Templates templates,
            ActionEvents events) {
        this.blocks = blocks;
        this.calls = calls;
        this.values = values;
        this.templates = templates;
        this.events = events;
    }

    Performer.Change webhook(TriggeredAction action, Report report) {
        var block = block(action);
        if (!block.typeSlug().equals("webhook")) {
            throw new ActionFailed("The referenced block was not a webhook block");
        }
        tell(block, report);
        var payload = rendered(action, report, List.of(action.action().getString("payload", "")))
                .getFirst();
        try {
            var reply = calls.send(call(block.data(), payload, action));
            report.status(reply.status());
            report.detail("response_body", shortened(reply.text()));
            report.detail("response_headers", headers(reply));
        } catch (CallFailed e) {
            throw new ActionFailed("Webhook call failed: " + e.reason());
        }
        return loaded(action, block);
    }

    private static Call call(JsonObject block, String payload, TriggeredAction action) {
        var headers = new LinkedHashMap<String, String>();
        var given = block.getJsonObject("headers", new JsonObject());
        given.forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
        headers.putIfAbsent("Idempotency-Key", action.id().toString());
        var url = block.getString("url");
        if (url == null) {
            throw new ActionFailed("The webhook block was invalid: it has no url.");
        }
        return new Call(
                block.getString("method", "POST"),
                url,
                headers,
                payload,
                null,
                block.getBoolean("allow_private_urls", true),
                block.getBoolean("verify", true));
    }

    /** Nothing that only concerns the way, or that lets somebody in. */
    private static JsonObject headers(Reply reply) {
        var told = new JsonObject();
        reply.headers().forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            boolean isHidden =
                    List.of("authorization", "traceparent", "via", "set-cookie").contains(lower)
                            || Stream.of("x-forwarded", "x-b3", "x-cloud-trace", "x-envoy", "x-prefect")
                                    .anyMatch(lower::startsWith);
            if (!isHidden) {
                told.put(name, value);
            }
        });
        return told;
    }

    Performer.Change notification(TriggeredAction action, Report report) {
        var block = block(action);
        if (!block.capabilities().contains("notify")) {
            throw new ActionFailed("The referenced block was not a notification block");
        }
        tell(block, report);
        var texts = rendered(
                action,
                report,
                List.of(
                        action.action().getString("subject", ""),
                        action.action().getString("body", "")));
        for (Call call : calls(block, new Message(texts.getFirst(), texts.getLast()))) {
            send(call, report);
        }
        return loaded(action, block);
    }

    private static List<Call> calls(BlockContents.Content block, Message message) {
        try {
            return Notifications.calls(block.typeSlug(), block.data(), message)
                    .orElseThrow(() -> new ActionFailed("Blocks of the type '" + block.typeSlug()
                            + "' send notifications with Python code, which this server does not run."));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new ActionFailed("The notification block was invalid: " + e.getMessage());
        }
    }

    private void send(Call call, Report report) {
        try {
            var reply = calls.send(call);
            if (!reply.isGood()) {
                report.detail("notification_log", "Answered " + reply.status() + ": " + shortened(reply.text()));
                throw new ActionFailed("Notification failed");
            }
        } catch (CallFailed e) {
            report.detail("notification_log", e.reason());
            throw new ActionFailed("Notification failed");
        }
    }

    private BlockContents.Content block(TriggeredAction action) {
        var id = UUID.fromString(action.action().getString("block_document_id"));
        return blocks.get(action.workspace(), id).await().atMost(READING);
    }

    private static void tell(BlockContents.Content block, Report report) {
        report.relate("block", "prefect.block-document." + block.id(), block.name());
        report.relate("block-type", "prefect.block-type." + block.typeSlug(), null);
    }

    private Performer.Change loaded(TriggeredAction action, BlockContents.Content block) {
        return tx -> events.loaded(tx, action.workspace(), block.id(), block.name(), block.typeSlug());
    }

    private List<String> rendered(TriggeredAction action, Report report, List<String> texts) {
        var all = values.of(action, texts);
        var rendered = new ArrayList<String>();
        for (String text : texts) {
            try {
                rendered.add(templates.render(text, all));
            } catch (TemplateFault e) {
                report.detail("template_error", e.reason());
                report.detail("template_source", text);
                throw new ActionFailed("Template rendering failed: " + e.reason());
            }
        }
        return rendered;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD - 3) + "...";
    }
}
