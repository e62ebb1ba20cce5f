package dev.slipway.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is known so far, and what is not: nothing that is missing is made up. Not for many threads at once. */
final class Trail {
    private final Subject subject;
    private final ObjectNode parts = Json.MAPPER.createObjectNode();
    private final Set<String> missing = new LinkedHashSet<>();

    Trail(Subject subject) {
        this.subject = subject;
        Stream.of("deliveries", "pushes", "builds", "deploymentVersions", "runs")
                .forEach(parts::putArray);
    }

    void add(JsonNode answer) {
        answer.properties().forEach(part -> {
            if (part.getValue() instanceof ArrayNode found && parts.get(part.getKey()) instanceof ArrayNode known) {
                known.addAll(found);
            }
        });
    }

    void addDeliveries(ArrayNode deliveries) {
        parts.withArrayProperty("deliveries").addAll(deliveries);
    }

    /** Each to its run. */
    void addJobs(JsonNode jobs) {
        for (JsonNode run : parts.get("runs")) {
            ArrayNode own = ((ObjectNode) run).putArray("jobs");
            jobs.forEach(job -> {
                if (job.path("flowRunId").equals(run.path("id"))) {
                    own.add(job);
                }
            });
        }
    }

    void isMissing(String sentence) {
        missing.add(sentence);
    }

    /** The digest that a build put that name on, the newest first; the name itself if none did. */
    String digestOf(String image) {
        return StreamSupport.stream(parts.get("builds").spliterator(), false)
                .flatMap(build -> StreamSupport.stream(build.path("images").spliterator(), false))
                .filter(built -> built.path("reference").asText().equals(image))
                .map(built -> built.path("digest").asText())
                .findFirst()
                .orElse(image);
    }

    String builds() {
        return joined("builds", "id");
    }

    String buildsOfVersions() {
        return joined("deploymentVersions", "buildId");
    }

    String runs() {
        return joined("runs", "id");
    }

    UUID[] pushes() {
        return values("pushes", "id").map(UUID::fromString).toArray(UUID[]::new);
    }

    private String joined(String part, String field) {
        return String.join(",", values(part, field).toList());
    }

    private Stream<String> values(String part, String field) {
        return StreamSupport.stream(parts.get(part).spliterator(), false)
                .map(one -> one.path(field).asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .distinct();
    }

    boolean isEmpty() {
        return StreamSupport.stream(parts.spliterator(), false).allMatch(JsonNode::isEmpty);
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    ObjectNode answer() {
        gaps();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putObject("subject")
                .put("kind", subject.kind().name().toLowerCase(Locale.ROOT))
                .put("id", subject.id());
        answer.setAll(parts);
        ArrayNode unknown = answer.putArray("missing");
        missing.forEach(unknown::add);
        return answer;
    }

    private void gaps() {
        for (JsonNode version : parts.get("deploymentVersions")) {
            if (version.path("buildId").asText("null").equals("null")) {
                isMissing("Version " + version.path("number").asInt() + " of "
                        + version.path("deployment").asText() + " was registered by a client, not by a build.");
            }
        }
        for (JsonNode run : parts.get("runs")) {
            if (run.path("deploymentVersion").isMissingNode()
                    || run.path("deploymentVersion").isNull()) {
                isMissing("Run " + run.path("id").asText() + " belongs to no version of a deployment that is kept.");
            }
            if (run.has("jobs") && run.path("jobs").isEmpty()) {
                isMissing("Run " + run.path("id").asText()
                        + " has no job here: it has not begun, a worker runs it, or its job is forgotten.");
            }
        }
        if (!parts.get("builds").isEmpty() && parts.get("deliveries").isEmpty()) {
            isMissing("The delivery of the push is not known to the gateway.");
        }
    }
}
