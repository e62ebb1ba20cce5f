package dev.slipway.local.clusterbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the API server itself says of the Jobs that were made: the witness who is not ours. */
final class AuditLog {
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: Metadata
              verbs: [create]
              resources: [{group: batch, resources: [jobs]}]
            - level: None
            """;
    private static final int CREATED = 201;

    private final Path log;

    private AuditLog(Path log) {
        this.log = log;
    }

    /** To be called before the node in that folder is started. */
    static AuditLog ofNode(Path home) {
        try {
            Path policy = home.resolve("kubernetes/audit-policy.yaml");
            Files.createDirectories(policy.getParent());
            Files.writeString(policy, POLICY);
            return new AuditLog(home.resolve("logs/kube-audit.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the API server got the request for a Job, and when it had answered. */
    record Post(Instant received, Instant answered) {
        Duration taken() {
            return Duration.between(received, answered);
        }
    }

    /** Of every Job that was made so far, by name. */
    Map<String, Post> posts() {
        var posts = new HashMap<String, Post>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode event = Json.MAPPER.readTree(line);
                if (event.path("responseStatus").path("code").asInt() == CREATED) {
                    posts.put(
                            event.path("objectRef").path("name").asText(),
                            new Post(time(event, "requestReceivedTimestamp"), time(event, "stageTimestamp")));
                }
            }
            return posts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant time(JsonNode event, String field) {
        return Instant.parse(event.path(field).asText());
    }
}
