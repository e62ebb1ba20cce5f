package dev.slipway.local.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "Shows builds, the newest first.")
final class ListCommand implements Runnable {
    @Option(names = "--project", description = "Only those of a project.")
    private @Nullable String project;

    @Option(names = "--state", description = "Only those in a state, as FAILED.")
    private @Nullable String state;

    @Option(names = "--limit", description = "At most so many; ${DEFAULT-VALUE} if missing.", defaultValue = "20")
    private int limit;

    @Override
    public void run() {
        try (GatewayClient client = BuildCommand.client()) {
            String query = "?limit=" + limit + asked("project", project) + asked("state", state);
            Calls.told(client.tryGet(BuildCommand.BUILDS + query))
                    .forEach(build -> System.out.println(BuildText.line(build)));
        }
    }

    private static String asked(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
