package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BlockSchemaIT {
    private static final String SCHEMAS = "/api/block_schemas/";

    @Test
    void theSameFieldsAreTheSameSchemaInEachVersion() {
        var block = Blocks.withSecret("token");
        var fields = new JsonObject(get(SCHEMAS + block.schemaId()).<String, Object>getMap("fields"));

        var again = post(SCHEMAS, Blocks.schema(block.typeId(), fields), 200);
        var next = post(SCHEMAS, Blocks.schema(block.typeId(), fields).put("version", "2.0"), 201);

        assertThat(again.getString("id")).isEqualTo(block.schemaId());
        assertThat(next.getString("checksum")).isEqualTo(block.checksum());
        assertThat(get(SCHEMAS + "checksum/" + block.checksum()).getString("id"))
                .isEqualTo(next.getString("id"));
        assertThat(get(SCHEMAS + "checksum/" + block.checksum() + "?version=1.2")
                        .getString("id"))
                .isEqualTo(block.schemaId());
        request()
                .get(SCHEMAS + "checksum/" + block.checksum() + "?version=3")
                .then()
                .statusCode(404);
        assertThat(again.getMap("").keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "created",
                        "updated",
                        "checksum",
                        "fields",
                        "block_type_id",
                        "block_type",
                        "capabilities",
                        "version");
        assertThat(again.getString("block_type.slug")).isEqualTo(block.slug());
    }

    @Test
    void theOrderOfFieldsIsThatOfTheClass() {
        var slug = unique("ordered");
        var properties = new JsonObject()
                .put("zebra", new JsonObject())
                .put("b", new JsonObject())
                .put("aa", new JsonObject());
        var made = post(SCHEMAS, Blocks.schema(Blocks.type(slug), new JsonObject().put("properties", properties)), 201);

        var read = request().get(SCHEMAS + made.getString("id")).body().asString();

        assertThat(read.indexOf("zebra")).isPositive().isLessThan(read.indexOf("\"b\""));
        assertThat(read.indexOf("\"b\"")).isLessThan(read.indexOf("\"aa\""));
    }

    @Test
    void nestedSchemasAreMadeWithTheirParentAndPutTogetherAgain() {
        var child = unique("child");
        var other = unique("other");
        var parent = unique("parent");
        Blocks.type(child);
        Blocks.type(other);
        var fields = nested(child, other);

        var made = post(SCHEMAS, Blocks.schema(Blocks.type(parent), fields), 201);

        assertThat(made.<String, Object>getMap("fields.definitions").keySet())
                .containsExactlyInAnyOrder("Plain", "Child", "Other");
        assertThat(made.getList("fields.block_schema_references.choice.block_type_slug"))
                .containsExactly(child, other);
        assertThat(made.getString("fields.block_schema_references.one.block_schema_checksum"))
                .isEqualTo(made.getString("fields.block_schema_references.choice[0].block_schema_checksum"));
        assertThat(get(SCHEMAS + "checksum/"
                                + made.getString("fields.block_schema_references.one.block_schema_checksum"))
                        .getString("block_type.slug"))
                .isEqualTo(child);
        var again = new JsonObject(get(SCHEMAS + made.getString("id")).<String, Object>getMap("fields"));
        assertThat(SchemaChecksum.of(again.getMap())).isEqualTo(made.getString("checksum"));
        assertThat(post(SCHEMAS, Blocks.schema(made.getString("block_type_id"), again), 200)
                        .getString("id"))
                .isEqualTo(made.getString("id"));
    }

    private static JsonObject nested(String child, String other) {
        var childFields = new JsonObject()
                .put("title", "Child")
                .put("block_type_slug", child)
                .put("block_schema_references", new JsonObject());
        var otherFields = childFields.copy().put("title", "Other").put("block_type_slug", other);
        return new JsonObject("""
                {"title": "Parent", "type": "object", "properties": {
                    "plain": {"$ref": "#/definitions/Plain"},
                    "one": {"allOf": [{"$ref": "#/definitions/Child"}]},
                    "choice": {"anyOf": [{"$ref": "#/definitions/Child"}, {"$ref": "#/definitions/Other"}]}}}""")
                .put(
                        "definitions",
                        new JsonObject()
                                .put("Plain", new JsonObject().put("title", "Plain"))
                                .put("Child", childFields)
                                .put("Other", otherFields))
                .put(
                        "block_schema_references",
                        new JsonObject()
                                .put("one", reference(childFields))
                                .put(
                                        "choice",
                                        new JsonArray()
                                                .add(reference(childFields))
                                                .add(reference(otherFields))));
    }

    private static JsonObject reference(JsonObject fields) {
        return new JsonObject()
                .put("block_type_slug", fields.getString("block_type_slug"))
                .put("block_schema_checksum", SchemaChecksum.of(fields.getMap()));
    }

    @Test
    void aNestedBlockOfATypeThatIsNotRegisteredIsAConflict() {
        var fields = new JsonObject()
                .put("title", "X")
                .put(
                        "block_schema_references",
                        new JsonObject()
                                .put(
                                        "a",
                                        new JsonObject()
                                                .put("block_type_slug", "nowhere")
                                                .put("block_schema_checksum", "sha256:0")));

        var refused = post(SCHEMAS, Blocks.schema(Blocks.type(unique("lonely")), fields), 409);

        assertThat(refused.getString("detail")).contains("'nowhere' was not found");
    }

    @Test
    void schemasAreFilteredTheNewestFirstAndDeletedUnlessTheirTypeIsProtected() {
        var block = Blocks.withSecret("token");
        var newer = post(SCHEMAS, Blocks.schema(block.typeId(), new JsonObject().put("title", "newer")), 201);
        var filter = new JsonObject()
                .put(
                        "block_schemas",
                        new JsonObject()
                                .put(
                                        "block_type_id",
                                        new JsonObject().put("any_", new JsonArray().add(block.typeId()))));

        assertThat(post(SCHEMAS + "filter", filter, 200).getList("id"))
                .isEqualTo(List.of(newer.getString("id"), block.schemaId()));
        request().delete(SCHEMAS + block.schemaId()).then().statusCode(204);
        request().delete(SCHEMAS + block.schemaId()).then().statusCode(404);
        var secret = get("/api/block_types/slug/secret").getString("id");
        filter.getJsonObject("block_schemas").getJsonObject("block_type_id").put("any_", new JsonArray().add(secret));
        var ofSecret = post(SCHEMAS + "filter", filter, 200).getString("[0].id");
        request().delete(SCHEMAS + ofSecret).then().statusCode(403);
    }

    @Test
    void aSchemaOfNoTypeIsNotFoundAndOneWithoutATypeIsInvalid() {
        assertThat(post(SCHEMAS, Blocks.schema(UUID.randomUUID().toString(), new JsonObject()), 404)
                        .getString("detail"))
                .endsWith("not found.");
        post(SCHEMAS, new JsonObject().put("fields", new JsonObject()), 422);
        request().get(SCHEMAS + UUID.randomUUID()).then().statusCode(404);
        request().get(SCHEMAS + "checksum/sha256:none").then().statusCode(404);
    }
}
