package dev.slipway.scheduler.openapi;

import dev.slipway.scheduler.openapi.DescribedCall.Parameter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls as an OpenAPI 3.1 document; paths are below {@code /api}, as in Prefect's. */
final class ApiDocument {
    private static final String BASE = "/api";

    private ApiDocument() {}

    static JsonObject of(List<DescribedCall> calls) {
        var schemas = new Schemas();
        var paths = new JsonObject();
        for (DescribedCall call : calls) {
            String path = call.path().substring(BASE.length());
            var operations = paths.getJsonObject(path, new JsonObject());
            paths.put(path, operations.put(call.method().toLowerCase(Locale.ROOT), operation(call, schemas)));
        }
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", "Slipway").put("version", "0.8.4"))
                .put("servers", new JsonArray().add(new JsonObject().put("url", BASE)))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", schemas.named().put("Refusal", refusal()))
                                .put("securitySchemes", securitySchemes()))
                .put("security", new JsonArray().add(new JsonObject().put("basic", new JsonArray())));
    }

    private static JsonObject operation(DescribedCall call, Schemas schemas) {
        var operation = new JsonObject()
                .put("operationId", call.name())
                .put("tags", new JsonArray().add(call.tag()))
                .put("responses", responses(call, schemas));
        if (!call.parameters().isEmpty()) {
            var parameters = new JsonArray();
            call.parameters().forEach(parameter -> parameters.add(parameter(parameter, schemas)));
            operation.put("parameters", parameters);
        }
        if (call.body() != null) {
            operation.put("requestBody", body(call.body(), schemas));
        }
        return operation;
    }

    private static JsonObject body(AnnotatedType body, Schemas schemas) {
        return content(schemas.of(body.getType())).put("required", !Schemas.isNullable(body));
    }

    private static JsonObject parameter(Parameter parameter, Schemas schemas) {
        return new JsonObject()
                .put("name", parameter.name())
                .put("in", parameter.in())
                .put("required", parameter.isRequired())
                .put("schema", schemas.of(parameter.type()));
    }

    private static JsonObject responses(DescribedCall call, Schemas schemas) {
        JsonObject answer = call.answer() == null ? new JsonObject() : content(schemas.of(call.answer()));
        return new JsonObject()
                .put(Integer.toString(call.status()), answer.put("description", "Done"))
                .put("default", content(reference("Refusal")).put("description", "Refused, or failed"));
    }

    private static JsonObject content(@Nullable JsonObject schema) {
        return new JsonObject()
                .put("content", new JsonObject().put("application/json", new JsonObject().put("schema", schema)));
    }

    static JsonObject reference(String name) {
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonObject refusal() {
        var text = new JsonObject().put("type", "string");
        return new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("detail", text.copy())
                                .put("exception_message", text.copy())
                                .put("exception_detail", new JsonObject().put("type", "array")));
    }

    private static JsonObject securitySchemes() {
        return new JsonObject()
                .put("basic", new JsonObject().put("type", "http").put("scheme", "basic"));
    }
}
