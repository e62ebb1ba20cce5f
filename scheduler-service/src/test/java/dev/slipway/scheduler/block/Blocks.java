package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A block type with one schema, made through the API. */
record Blocks(String slug, String typeId, String schemaId, String checksum) {

    /** With that field as a secret, a public one named {@code url}, and any one named {@code child}. */
    static Blocks withSecret(String field) {
        String slug = unique("type");
        String type = type(slug);
        var fields = new JsonObject()
                .put("title", slug)
                .put("type", "object")
                .put("properties", new JsonObject().put("url", new JsonObject().put("type", "string")))
                .put("block_type_slug", slug)
                .put("secret_fields", new JsonArray().add(field))
                .put("block_schema_references", new JsonObject());
        var schema = post("/api/block_schemas/", schema(type, fields), 201);
        return new Blocks(slug, type, schema.getString("id"), schema.getString("checksum"));
    }

    static String type(String slug) {
        return post(
                        "/api/block_types/",
                        new JsonObject().put("name", "Type " + slug).put("slug", slug),
                        201)
                .getString("id");
    }

    static JsonObject schema(String type, JsonObject fields) {
        return new JsonObject()
                .put("block_type_id", type)
                .put("fields", fields)
                .put("capabilities", new JsonArray().add("tell-" + type))
                .put("version", "1.2");
    }

    JsonObject document(String name, JsonObject data) {
        return new JsonObject()
                .put("name", name)
                .put("data", data)
                .put("block_type_id", typeId)
                .put("block_schema_id", schemaId);
    }

    /** The id of a new document. */
    String with(String name, JsonObject data) {
        return post("/api/block_documents/", document(name, data), 201).getString("id");
    }

    static JsonObject reference(String document) {
        return new JsonObject().put("$ref", new JsonObject().put("block_document_id", document));
    }
}
