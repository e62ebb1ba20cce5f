package dev.slipway.local.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.WebhookToken;
import dev.slipway.local.process.CannotStart;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Adds the webhook of a group and says what to paste into GitLab.")
final class AddCommand implements Runnable {
    @Parameters(paramLabel = "URL", description = "Of the group, as https://gitlab.example.com/team; or of GitLab.")
    private String url = "";

    @Option(names = "--name", paramLabel = "N", description = "The URL's path by default.")
    private @Nullable String name;

    @Option(
            names = "--secret-token",
            description = "The webhook shows a secret token; for GitLab before 19.0, which does not sign.")
    private boolean secretToken;

    @Override
    public void run() {
        String path = HookCommand.pathOf(name == null ? nameOf(url) : name);
        try (GatewayClient client = HookCommand.client()) {
            refuseTwin(client, path);
            Map<String, Object> wanted = new LinkedHashMap<>(Map.of("url", url));
            String token = secretToken ? WebhookToken.random() : "";
            if (secretToken) {
                wanted.put("webhookToken", token);
            }
            ObjectNode made = (ObjectNode) Calls.told(client.tryPut(path, wanted));
            if (secretToken) {
                made.put("webhookToken", token);
            }
            HookCommand.byHand(made).forEach(System.out::println);
            System.out.println("Add the projects without an access token: their own webhooks are not needed then.");
        }
    }

    private static void refuseTwin(GatewayClient client, String path) {
        for (JsonNode hook : Calls.told(client.tryGet(HookCommand.HOOKS))) {
            if (path.endsWith("/" + hook.path("name").asText())) {
                throw new CannotStart("There is a hook " + hook.path("name").asText() + ", of "
                        + hook.path("url").asText()
                        + "; `rotate` makes another secret, or give this one another --name.");
            }
        }
    }

    /** The path of the group, or GitLab's host, as names may be. */
    static String nameOf(String url) {
        try {
            URI uri = URI.create(url);
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
            String text = path.isEmpty() ? String.valueOf(uri.getHost()) : path;
            String dashed = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return dashed.substring(0, Math.min(63, dashed.length()));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("This is no URL of a group: " + url, e);
        }
    }
}
