package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ResultStorageIT {
    private static final String PATH = "/api/admin/storage";
    private static final String FIELD = "default_result_storage_block_id";

    @Test
    void aBlockThatCanWriteIsTheDefaultUntilItIsClearedOrDeleted() {
        String document = document("write-path");

        put(document, 200);
        Api.request().get(PATH).then().statusCode(200).body(FIELD, equalTo(document));
        Api.request("other").get(PATH).then().statusCode(200).body(FIELD, nullValue());
        Api.request().delete(PATH).then().statusCode(204);
        Api.request().get(PATH).then().statusCode(200).body(FIELD, nullValue());

        put(document, 200);
        Api.request().delete("/api/block_documents/" + document).then().statusCode(204);
        Api.request().get(PATH).then().statusCode(200).body(FIELD, nullValue());
    }

    @Test
    void blocksThatCanNotBeTheStorageAreRefused() {
        put(document("read-path"), 422);
        put(UUID.randomUUID().toString(), 404);
        put("no-uuid", 422);
        Api.request().body("{}").put(PATH).then().statusCode(422);
    }

    private static void put(String document, int status) {
        Api.request()
                .body(new JsonObject().put(FIELD, document).encode())
                .put(PATH)
                .then()
                .statusCode(status);
    }

    private static String document(String capability) {
        String slug = unique("storage");
        String type = Blocks.type(slug);
        var fields = new JsonObject()
                .put("title", slug)
                .put("type", "object")
                .put("properties", new JsonObject().put("basepath", new JsonObject().put("type", "string")))
                .put("block_type_slug", slug)
                .put("secret_fields", new JsonArray())
                .put("block_schema_references", new JsonObject());
        var schema = Blocks.schema(type, fields).put("capabilities", new JsonArray().add(capability));
        String schemaId = post("/api/block_schemas/", schema, 201).getString("id");
        return new Blocks(slug, type, schemaId, "").with(unique("storage"), new JsonObject());
    }
}
