package dev.slipway.scheduler.schema;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks values against the schemas that clients give. A schema that refers to other documents is never resolved. */
public final class JsonSchemas {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private JsonSchemas() {}

    /** What a missing value means. */
    public enum Required {
        /** Values may be missing: others are put beside them later. */
        IGNORED,
        ENFORCED
    }

    /**
     * A value that does not fit.
     *
     * @param path names of properties and, in lists, indexes; a missing property is at its own path
     */
    public record Fault(List<Object> path, String message) {}

    /** What is wrong with the values; nothing if the schema is empty. */
    public static List<String> errors(JsonObject schema, JsonObject values, Required required) {
        try {
            return validate(schema, values)
                    .filter(message -> required == Required.ENFORCED || !"required".equals(message.getType()))
                    .map(ValidationMessage::getMessage)
                    .sorted()
                    .toList();
        } catch (JsonSchemaException e) {
            return List.of("the schema itself is invalid: " + e.getMessage());
        }
    }

    /**
     * What is wrong with the values, and where.
     *
     * @throws ApiProblem if the schema is none
     */
    public static List<Fault> faults(JsonObject schema, JsonObject values) {
        try {
            return validate(schema, values)
                    .map(message -> new Fault(path(message), message.getError()))
                    .toList();
        } catch (JsonSchemaException e) {
            throw ApiProblem.invalid("Invalid schema: " + e.getMessage());
        }
    }

    private static Stream<ValidationMessage> validate(JsonObject schema, JsonObject values) {
        if (schema.isEmpty()) {
            return Stream.empty();
        }
        JsonSchema compiled =
                FACTORY.getSchema(WireJson.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(schema));
        return compiled.validate(WireJson.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(values)).stream();
    }

    private static List<Object> path(ValidationMessage message) {
        var location = message.getInstanceLocation();
        var path = new ArrayList<Object>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        if ("required".equals(message.getType())) {
            path.add(message.getProperty());
        }
        return path;
    }
}
