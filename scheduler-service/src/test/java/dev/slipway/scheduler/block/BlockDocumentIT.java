package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BlockDocumentIT {
    private static final String DOCUMENTS = "/api/block_documents/";
    private static final JsonObject DATA =
            new JsonObject().put("token", "t0p-secret").put("url", "https://x");

    @Inject
    Pool pool;

    @Test
    void secretsAreShownOnlyToThoseWhoAskForThem() {
        var block = Blocks.withSecret("token");
        var made = post(DOCUMENTS, block.document("mine", DATA), 201);
        var id = made.getString("id");
        var byName = "/api/block_types/slug/" + block.slug() + "/block_documents/name/mine";
        var hidden = Map.of("token", "********", "url", "https://x");

        assertThat(made.getMap("data")).isEqualTo(hidden);
        assertThat(get(DOCUMENTS + id).getMap("data")).isEqualTo(hidden);
        assertThat(get(DOCUMENTS + id + "?include_secrets=true").getMap("data")).isEqualTo(DATA.getMap());
        assertThat(get(byName).getMap("data")).isEqualTo(hidden);
        assertThat(get(byName + "?include_secrets=True").getMap("data")).isEqualTo(DATA.getMap());
        assertThat(filtered(block, false).getMap("[0].data")).isEqualTo(hidden);
        assertThat(filtered(block, true).getMap("[0].data")).isEqualTo(DATA.getMap());
        assertThat(get("/api/block_types/slug/" + block.slug() + "/block_documents")
                        .getMap("[0].data"))
                .isEqualTo(hidden);
        request().get(DOCUMENTS + id + "?include_secrets=perhaps").then().statusCode(422);
    }

    @Test
    void aDocumentHasTheShapeThatClientsRead() {
        var block = Blocks.withSecret("token");
        var made = post(DOCUMENTS, block.document("mine", DATA), 201);

        assertThat(made.getMap("").keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "created",
                        "updated",
                        "name",
                        "data",
                        "block_schema_id",
                        "block_schema",
                        "block_type_id",
                        "block_type_name",
                        "block_type",
                        "block_document_references",
                        "is_anonymous");
        assertThat(made.getString("block_schema.block_type.slug")).isEqualTo(block.slug());
        assertThat(made.getString("block_type_name")).isEqualTo("Type " + block.slug());
        assertThat(made.getMap("block_document_references")).isEmpty();
    }

    @Test
    void nothingOfTheDataIsReadableInTheDatabase() {
        var id = Blocks.withSecret("token").with("mine", DATA);

        var row = pool.preparedQuery("select data, d::text as plain from block_documents d where id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .indefinitely()
                .iterator()
                .next();

        assertThat(new String(row.getBuffer("data").getBytes(), ISO_8859_1)).doesNotContain("t0p", "https");
        assertThat(row.getString("plain")).doesNotContain("t0p");
    }

    @Test
    void eventsTellOfADocumentWithoutItsSecrets() {
        var block = Blocks.withSecret("token");
        var id = block.with("mine", DATA);
        patch(DOCUMENTS + id, "{\"data\": {\"url\": \"https://y\"}}");
        request().delete(DOCUMENTS + id);

        var told = pool.preparedQuery(
                        "select event, payload::text as payload from events where resource_id = $1 order by occurred, id")
                .execute(Tuple.of("prefect.block-document." + id))
                .await()
                .indefinitely();

        var events = new java.util.ArrayList<String>();
        told.forEach(row -> {
            events.add(row.getString("event"));
            assertThat(row.getString("payload")).contains("https://").doesNotContain("t0p-secret");
        });
        assertThat(events)
                .containsExactly(
                        "prefect.block-document.created",
                        "prefect.block-document.updated",
                        "prefect.block-document.deleted");
    }

    @Test
    void anUpdateMergesOrReplacesAndKeepsSecretsThatAreSentBackHidden() {
        var block = Blocks.withSecret("token");
        var id = block.with("mine", DATA);

        patch(DOCUMENTS + id, "{\"data\": {\"token\": \"********\", \"more\": 1}}")
                .then()
                .statusCode(204);
        assertThat(open(id)).isEqualTo(Map.of("token", "t0p-secret", "url", "https://x", "more", 1));
        patch(DOCUMENTS + id, "{\"data\": {\"token\": \"new\"}, \"merge_existing_data\": false}")
                .then()
                .statusCode(204);
        assertThat(open(id)).isEqualTo(Map.of("token", "new"));
        patch(DOCUMENTS + id, "{}").then().statusCode(204);
        assertThat(open(id)).isEqualTo(Map.of("token", "new"));
        patch(DOCUMENTS + UUID.randomUUID(), "{}").then().statusCode(404);
        patch(DOCUMENTS + id, "{\"name\": \"other\"}").then().statusCode(422);
    }

    @Test
    void aDocumentMovesOnlyToASchemaOfItsType() {
        var block = Blocks.withSecret("token");
        var id = block.with("mine", DATA);
        var other = Blocks.withSecret("token");
        var next = post("/api/block_schemas/", Blocks.schema(block.typeId(), new JsonObject().put("title", "n")), 201)
                .getString("id");

        var refused = patch(DOCUMENTS + id, "{\"data\": {}, \"block_schema_id\": \"" + other.schemaId() + "\"}");
        patch(DOCUMENTS + id, "{\"data\": {}, \"block_schema_id\": \"" + next + "\"}")
                .then()
                .statusCode(204);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(get(DOCUMENTS + id).getString("block_schema_id")).isEqualTo(next);
        assertThat(get(DOCUMENTS + id).getString("block_schema.id")).isEqualTo(next);
    }

    @Test
    void nestedDocumentsAreReadWithTheirParentEachWithItsSecretsHidden() {
        var block = Blocks.withSecret("token");
        var leaf = block.with("leaf", DATA);
        var middle = block.with("middle", new JsonObject().put("child", Blocks.reference(leaf)));
        var root = block.with(
                "root", new JsonObject().put("child", Blocks.reference(middle)).put("url", "r"));

        var read = get(DOCUMENTS + root);

        assertThat(read.getString("data.url")).isEqualTo("r");
        assertThat(read.getString("data.child.child.token")).isEqualTo("********");
        assertThat(get(DOCUMENTS + root + "?include_secrets=true").getString("data.child.child.token"))
                .isEqualTo("t0p-secret");
        var reference = "block_document_references.child.block_document";
        assertThat(read.getString(reference + ".id")).isEqualTo(middle);
        assertThat(read.getString(reference + ".block_type.slug")).isEqualTo(block.slug());
        assertThat(read.getString(reference + "." + reference + ".name")).isEqualTo("leaf");
        request().delete(DOCUMENTS + leaf).then().statusCode(204);
        assertThat(get(DOCUMENTS + root).getMap("data.child")).isEmpty();
    }

    @Test
    void aReferenceIsReplacedAndKeptByAMergeThatDoesNotNameIt() {
        var block = Blocks.withSecret("token");
        var one = block.with("one", new JsonObject().put("url", "1"));
        var two = block.with("two", new JsonObject().put("url", "2"));
        var root = block.with("root", new JsonObject().put("child", Blocks.reference(one)));

        patch(DOCUMENTS + root, "{\"data\": {\"url\": \"r\"}}").then().statusCode(204);
        assertThat(get(DOCUMENTS + root).getString("data.child.url")).isEqualTo("1");
        patch(DOCUMENTS + root, data(new JsonObject().put("child", Blocks.reference(two))))
                .then()
                .statusCode(204);
        assertThat(get(DOCUMENTS + root).getString("data.child.url")).isEqualTo("2");
        patch(DOCUMENTS + root, data(new JsonObject().put("child", "plain")))
                .then()
                .statusCode(204);
        assertThat(get(DOCUMENTS + root).getString("data.child")).isEqualTo("plain");
        assertThat(get(DOCUMENTS + root).getMap("block_document_references")).isEmpty();
    }

    @Test
    void documentsCannotReferToEachOtherInACircle() {
        var block = Blocks.withSecret("token");
        var one = block.with("one", new JsonObject());
        var two = block.with("two", new JsonObject().put("child", Blocks.reference(one)));

        var circle = patch(DOCUMENTS + one, data(new JsonObject().put("child", Blocks.reference(two))));
        var itself = patch(DOCUMENTS + one, data(new JsonObject().put("child", Blocks.reference(one))));

        assertThat(circle.statusCode()).isEqualTo(400);
        assertThat(circle.jsonPath().getString("detail")).contains("cycle");
        assertThat(itself.statusCode()).isEqualTo(400);
        assertThat(get(DOCUMENTS + one).getMap("data")).isEmpty();
    }

    @Test
    void whatADocumentCannotBeIsRefused() {
        var block = Blocks.withSecret("token");
        block.with("mine", DATA);

        assertThat(post(DOCUMENTS, block.document("mine", DATA), 409).getString("detail"))
                .isEqualTo("Block already exists");
        post(DOCUMENTS, block.document("Not a slug", DATA), 422);
        var nameless = block.document("x", DATA);
        nameless.remove("name");
        post(DOCUMENTS, nameless, 422);
        post(
                DOCUMENTS,
                block.document("b", DATA)
                        .put("block_schema_id", UUID.randomUUID().toString()),
                409);
        post(DOCUMENTS, block.document("c", DATA).put("more", 1), 422);
        var unknown = Blocks.reference(UUID.randomUUID().toString());
        post(DOCUMENTS, block.document("d", new JsonObject().put("child", unknown)), 409);
        post(DOCUMENTS, block.document("e", new JsonObject().put("child", new JsonObject().put("$ref", "x"))), 400);
        request().get(DOCUMENTS + UUID.randomUUID()).then().statusCode(404);
        request().delete(DOCUMENTS + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void anonymousDocumentsAreFoundOnlyByThoseWhoAskForThem() {
        var block = Blocks.withSecret("token");
        var anonymous = block.document("x", DATA).put("is_anonymous", true);
        anonymous.remove("name");
        var id = post(DOCUMENTS, anonymous, 201).getString("id");
        var named = block.with("named", DATA);
        var ofType = new JsonObject().put("block_type_id", any(block.typeId()));

        assertThat(get(DOCUMENTS + id).getString("name")).startsWith("anonymous-");
        assertThat(ids(ofType)).containsExactly(named);
        assertThat(ids(ofType.copy().putNull("is_anonymous"))).containsExactlyInAnyOrder(id, named);
        assertThat(ids(ofType.copy().put("is_anonymous", new JsonObject().put("eq_", true))))
                .containsExactly(id);
        assertThat(post(DOCUMENTS + "count", new JsonObject().put("block_documents", ofType), 200)
                        .getInt(""))
                .isEqualTo(1);
        assertThat(get("/api/block_types/slug/" + block.slug() + "/block_documents")
                        .getList("id"))
                .containsExactly(named);
    }

    @Test
    void documentsAreFilteredAndSorted() {
        var block = Blocks.withSecret("token");
        var names = List.of(unique("b"), unique("a"), unique("c"));
        names.forEach(name -> block.with(name, new JsonObject()));
        var types = new JsonObject().put("slug", any(block.slug()));
        var schemas = new JsonObject().put("id", any(block.schemaId()));
        var body = new JsonObject().put("block_types", types).put("block_schemas", schemas);

        assertThat(post(DOCUMENTS + "filter", body, 200).getList("name"))
                .isEqualTo(names.stream().sorted().toList());
        assertThat(post(
                                DOCUMENTS + "filter",
                                body.copy().put("sort", "NAME_DESC").put("limit", 1),
                                200)
                        .getList("name"))
                .containsExactly(names.get(2));
        assertThat(post(
                                DOCUMENTS + "filter",
                                body.copy()
                                        .put("sort", "BLOCK_TYPE_AND_NAME_ASC")
                                        .put("offset", 1),
                                200)
                        .getList("name"))
                .hasSize(2);
        var like = new JsonObject().put("name", new JsonObject().put("like_", names.getFirst()));
        assertThat(ids(like)).hasSize(1);
        post(DOCUMENTS + "filter", body.copy().put("sort", "CREATED_DESC"), 422);
        post(DOCUMENTS + "filter", body.copy().put("limit", 201), 422);
        post(DOCUMENTS + "count", body, 200);
    }

    private static String data(JsonObject data) {
        return new JsonObject().put("data", data).encode();
    }

    private static Map<String, Object> open(String id) {
        return get(DOCUMENTS + id + "?include_secrets=true").getMap("data");
    }

    private static JsonObject any(String value) {
        return new JsonObject().put("any_", new JsonArray().add(value));
    }

    private static List<String> ids(JsonObject documents) {
        return post(DOCUMENTS + "filter", new JsonObject().put("block_documents", documents), 200)
                .getList("id");
    }

    private static JsonPath filtered(Blocks block, boolean withSecrets) {
        var types = new JsonObject().put("slug", any(block.slug()));
        return post(
                DOCUMENTS + "filter",
                new JsonObject().put("block_types", types).put("include_secrets", withSecrets),
                200);
    }
}
