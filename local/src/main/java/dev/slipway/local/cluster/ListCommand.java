package dev.slipway.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "Shows the clusters and the namespaces with runs.")
final class ListCommand implements Runnable {
    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            for (JsonNode cluster : gateway.list()) {
                String namespaces = StreamSupport.stream(
                                cluster.path("namespaces").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","));
                System.out.printf(
                        "%-20s %-11s %-13s %-42s %s%n",
                        cluster.path("name").asText(),
                        cluster.path("access").asText(),
                        cluster.path("source").asText(),
                        cluster.path("server").asText(""),
                        namespaces);
            }
        }
    }
}
