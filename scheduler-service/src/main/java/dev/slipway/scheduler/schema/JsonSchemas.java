package dev.slipway.scheduler.schema;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.slipway.scheduler.json.WireJson;
import io.vertx.core.json.JsonObject;
import java.util.List;

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

    /** What is wrong with the values; nothing if the schema is empty. */
    public static List<String> errors(JsonObject schema, JsonObject values, Required required) {
        if (schema.isEmpty()) {
            return List.of();
        }
        try {
            JsonSchema compiled =
                    FACTORY.getSchema(WireJson.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(schema));
            return compiled
                    .validate(WireJson.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(values))
                    .stream()
                    .filter(message -> required == Required.ENFORCED || !"required".equals(message.getType()))
                    .map(ValidationMessage::getMessage)
                    .sorted()
                    .toList();
        } catch (JsonSchemaException e) {
            return List.of("the schema itself is invalid: " + e.getMessage());
        }
    }
}
