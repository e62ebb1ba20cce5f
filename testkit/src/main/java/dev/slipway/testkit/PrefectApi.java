package dev.slipway.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API of the real server, from the OpenAPI document that {@code script/setup} takes from the installed package: which calls
 * there are, and what their answers look like.
 */
public final class PrefectApi {
    private static final String VERSION = "3.8.8";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PrefectApi INSTALLED = new PrefectApi(document());

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final ObjectNode components;
    private final JsonNode paths;
    private final List<Operation> operations = new ArrayList<>();

    private PrefectApi(JsonNode document) {
        this.paths = document.path("paths");
        this.components = document.path("components").deepCopy();
        components.path("schemas").forEach(PrefectApi::requireEverything);
        paths.properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
    }

    /** The API of the client's release that tests run with. */
    public static PrefectApi installed() {
        return INSTALLED;
    }

    /**
     * A call.
     *
     * @param path below {@code /api}, with names of parameters in braces
     */
    public record Operation(String method, String path) {
        private boolean matches(String givenMethod, String givenPath) {
            return method.equals(givenMethod)
                    && trimmed(givenPath).matches(trimmed(path).replaceAll("\\{[^}]+}", "[^/]+"));
        }

        private long parameters() {
            return path.chars().filter(c -> c == '{').count();
        }
    }

    /** Every call, in the document's order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The call that a request is, if the real server has it. */
    public Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.matches(method, path))
                .min(Comparator.comparingLong(Operation::parameters));
    }

    /** How an answer differs from the real server's; every field that it declares has to be there. */
    public List<String> faults(Operation operation, int status, String body) {
        var answers = paths.path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses");
        // calls that answer 201 or 200, by what they did, have only the one in the document
        var described = answers.has(Integer.toString(status)) || status >= 300
                ? answers.path(Integer.toString(status))
                : answers.path("200");
        var schema = described.path("content").path("application/json").path("schema");
        if (!schema.isObject() || schema.isEmpty() || body.isEmpty()) {
            return List.of();
        }
        return schemas
                .computeIfAbsent(operation.method() + operation.path() + status, key -> compiled(schema))
                .validate(read(body))
                .stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        root.set("components", components);
        return factory.getSchema(root);
    }

    private static void requireEverything(JsonNode schema) {
        if (schema.path("properties").isObject()) {
            ArrayNode all = ((ObjectNode) schema).putArray("required");
            schema.path("properties").fieldNames().forEachRemaining(all::add);
        }
    }

    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    private static JsonNode document() {
        Path file = SharedParts.cache().resolve("prefect-" + VERSION + "-openapi.json");
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(file + " is not there: run script/setup");
        }
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
