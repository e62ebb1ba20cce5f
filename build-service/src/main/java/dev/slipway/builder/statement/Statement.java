package dev.slipway.builder.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.builder.image.ParentImage;
import dev.slipway.builder.manifest.ImageStep;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An in-toto Statement v1 with a predicate of SLSA provenance v1. Pure. */
final class Statement {
    static final String MEDIA_TYPE = "application/vnd.in-toto+json";
    static final String BUILD_TYPE = "urn:slipway:image-build:v1";
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
    private static final String SHA256 = "sha256:";

    private Statement() {}

    /**
     * @param digest {@code sha256:…} of the image
     * @param builderId who says so
     * @param finished when it was pushed
     */
    static ObjectNode of(Origin origin, String digest, String builderId, Instant finished) {
        ObjectNode statement = Json.MAPPER.createObjectNode().put("_type", TYPE);
        statement
                .putArray("subject")
                .addObject()
                .put("name", origin.step().name())
                .set("digest", sha256(digest));
        ObjectNode predicate = statement.put("predicateType", PREDICATE_TYPE).putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition").put("buildType", BUILD_TYPE);
        definition.set("externalParameters", parameters(origin));
        dependencies(definition.putArray("resolvedDependencies"), origin);
        ObjectNode run = predicate.putObject("runDetails");
        run.putObject("builder").put("id", builderId);
        ObjectNode metadata = run.putObject("metadata").put("invocationId", "urn:uuid:" + origin.build());
        if (origin.started() != null) {
            metadata.put("startedOn", text(origin.started()));
        }
        metadata.put("finishedOn", text(finished));
        return statement;
    }

    private static ObjectNode parameters(Origin origin) {
        ImageStep step = origin.step();
        ObjectNode parameters = Json.MAPPER
                .createObjectNode()
                .put("project", origin.source().project())
                .put("repository", origin.repository())
                .put("ref", origin.source().ref())
                .put("commit", origin.source().commit())
                .put("context", step.context())
                .put("dockerfile", step.dockerfile());
        if (step.target() != null) {
            parameters.put("target", step.target());
        }
        if (step.platform() != null) {
            parameters.put("platform", step.platform());
        }
        parameters.set("buildArguments", Json.MAPPER.valueToTree(step.buildArguments()));
        return parameters;
    }

    private static void dependencies(ArrayNode dependencies, Origin origin) {
        dependencies
                .addObject()
                .put("uri", "git+" + origin.repository() + "@" + origin.source().ref())
                .putObject("digest")
                .put("gitCommit", origin.source().commit());
        for (ParentImage base : origin.bases()) {
            ObjectNode dependency = dependencies.addObject().put("uri", "docker://" + base.name());
            dependency.set("digest", sha256(base.digest()));
            if (!base.published()) {
                dependency.putObject("annotations").put("digestOf", "image configuration");
            }
        }
    }

    private static ObjectNode sha256(String digest) {
        return Json.MAPPER.createObjectNode().put("sha256", digest.substring(SHA256.length()));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether it is a statement about that image. */
    static boolean isAbout(byte[] payload, String digest) {
        try {
            JsonNode subject = Json.MAPPER.readTree(payload).path("subject").path(0);
            return digest.equals(SHA256 + subject.path("digest").path("sha256").asText());
        } catch (IOException e) {
            return false;
        }
    }
}
