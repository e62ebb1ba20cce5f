package dev.slipway.local.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the log of a build.")
final class LogsCommand implements Runnable {
    @Option(names = "-f", description = "Go on until the build ends.")
    private boolean follow;

    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    @Override
    public void run() {
        try (GatewayClient client = BuildCommand.client()) {
            String log = BuildCommand.BUILDS + "/" + id + "/log";
            long seq = print(client, log);
            if (follow) {
                new LogStream(client, log + "/stream", System.out::println).follow(seq);
            }
        }
    }

    /** What there is; the number of the last line. */
    private static long print(GatewayClient client, String log) {
        long seq = 0;
        while (true) {
            JsonNode lines = Calls.told(client.tryGet(log + "?after=" + seq)).path("lines");
            for (JsonNode line : lines) {
                System.out.println(LogStream.text(line));
                seq = line.path("seq").asLong();
            }
            if (lines.isEmpty()) {
                return seq;
            }
        }
    }
}
