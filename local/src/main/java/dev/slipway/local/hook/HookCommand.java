package dev.slipway.local.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.ResourceName;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ./slipway hook}. */
@Command(
        name = "hook",
        description = "Webhooks of a whole group in GitLab, or of all of it: one for many projects.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            RotateCommand.class,
            RemoveCommand.class,
        })
public final class HookCommand {
    static final String HOOKS = "/slipway/v1/hooks";

    private HookCommand() {}

    static GatewayClient client() {
        return new LocalSystem(Settings.ofThisProcess()).address().client();
    }

    static String pathOf(String name) {
        return HOOKS + "/" + ResourceName.checked("hook", name);
    }

    /** What to paste into GitLab. */
    static List<String> byHand(JsonNode hook) {
        String signing = hook.path("signingSecret").asText("");
        String token = hook.path("webhookToken").asText("");
        return List.of(
                "In GitLab, open the group's Settings > Webhooks (or Admin > System hooks), add a webhook, and paste:",
                "  URL             " + hook.path("hookUrl").asText(),
                signing.isEmpty() ? "  Secret token    " + token : "  Signing token   " + signing,
                "  Trigger         Push events, Tag push events, Merge request events");
    }
}
