package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
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
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BlockTypeIT {
    private static final String TYPES = "/api/block_types/";

    @Inject
    BlockInstallation installation;

    @Test
    void theTypesOfTheCatalogAreThereFromTheBeginning() {
        var types = post(TYPES + "filter", new JsonObject(), 200);

        assertThat(types.<String>getList("slug"))
                .contains("secret", "webhook", "local-file-system", "remote-file-system", "smb", "slack-webhook")
                .contains(
                        "gitlab-credentials", "docker-registry-credentials", "kubernetes-cluster-config", "s3-bucket");
        assertThat(types.<String>getList("findAll { it.is_protected }.slug"))
                .contains("secret", "webhook", "local-file-system")
                .hasSize(3);
        var secret = get(TYPES + "slug/secret");
        assertThat(secret.getMap("").keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "created",
                        "updated",
                        "name",
                        "slug",
                        "logo_url",
                        "documentation_url",
                        "description",
                        "code_example",
                        "is_protected");
        assertThat(get(TYPES + secret.getString("id")).getMap("")).isEqualTo(secret.getMap(""));
        assertThat(installation.install("default", BlockCatalog.read()).await().indefinitely())
                .as("a second time")
                .isFalse();
    }

    @Test
    void aTypeIsMadeChangedAndDeletedWithAllThatIsOfIt() {
        var block = Blocks.withSecret("token");
        var document = block.with("mine", new JsonObject().put("token", "t"));

        assertThat(patch(TYPES + block.typeId(), "{\"logo_url\": \"https://x/y.png\", \"description\": null}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get(TYPES + "slug/" + block.slug()).getString("logo_url")).isEqualTo("https://x/y.png");
        request().delete(TYPES + block.typeId()).then().statusCode(204);
        request().delete(TYPES + block.typeId()).then().statusCode(404);
        request().get("/api/block_documents/" + document).then().statusCode(404);
        request().get("/api/block_schemas/" + block.schemaId()).then().statusCode(404);
    }

    @Test
    void textsForBrowsersAreEscapedWhenATypeIsMade() {
        var slug = unique("html");
        var made = post(
                TYPES, new JsonObject().put("name", slug).put("slug", slug).put("code_example", "a < b & \"c\""), 201);

        assertThat(made.getString("code_example")).isEqualTo("a &lt; b &amp; \"c\"");
    }

    @Test
    void whatATypeCannotBeIsRefused() {
        var slug = unique("taken");
        Blocks.type(slug);

        assertThat(post(TYPES, type("Other", slug), 409).getString("detail"))
                .isEqualTo("Block type with name \"Other\" already exists");
        assertThat(post(TYPES, type("prefect thing", unique("x")), 403).getString("detail"))
                .contains("reserved");
        post(TYPES, type("a/b", unique("x")), 422);
        post(TYPES, type("A", "Not-A-Slug"), 422);
        post(TYPES, type("A", "x").put("is_protected", true), 422);
        post(TYPES, new JsonObject().put("name", "A"), 422);
        assertThat(patch(TYPES + UUID.randomUUID(), "{}").statusCode()).isEqualTo(404);
        request().get(TYPES + UUID.randomUUID()).then().statusCode(404);
        request().get(TYPES + "slug/none").then().statusCode(404);
        request().get(TYPES + "slug/none/block_documents").then().statusCode(404);
        request().get(TYPES + "slug/secret/block_documents/name/none").then().statusCode(404);
    }

    @Test
    void protectedTypesStayAndCanBePutBackIntoShape() {
        var id = get(TYPES + "slug/secret").getString("id");
        var name = get(TYPES + "slug/secret").getString("description");
        patch(TYPES + id, "{\"description\": \"mine\"}");

        assertThat(request()
                        .delete(TYPES + id)
                        .then()
                        .statusCode(403)
                        .extract()
                        .jsonPath()
                        .getString("detail"))
                .isEqualTo("protected block types cannot be deleted.");
        assertThat(request()
                        .post(TYPES + "install_system_block_types")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("null");

        assertThat(get(TYPES + "slug/secret").getString("description")).isEqualTo(name);
        assertThat(get(TYPES + "slug/secret").getString("id")).isEqualTo(id);
    }

    @Test
    void typesAreFilteredByNameSlugAndWhatTheirSchemasCan() {
        var one = Blocks.withSecret("token");
        var two = Blocks.withSecret("token");
        var slugs = new JsonObject()
                .put(
                        "slug",
                        new JsonObject()
                                .put("any_", new JsonArray().add(one.slug()).add(two.slug())));
        var name = new JsonObject().put("name", new JsonObject().put("like_", "TYPE " + one.slug()));
        var can = new JsonObject()
                .put("block_capabilities", new JsonObject().put("all_", new JsonArray().add("tell-" + one.typeId())));

        assertThat(post(TYPES + "filter", new JsonObject().put("block_types", slugs), 200)
                        .<Map<?, ?>>getList(""))
                .hasSize(2);
        assertThat(post(TYPES + "filter", new JsonObject().put("block_types", name), 200)
                        .getList("slug"))
                .containsExactly(one.slug());
        assertThat(post(TYPES + "filter", new JsonObject().put("block_schemas", can), 200)
                        .getList("slug"))
                .containsExactly(one.slug());
        assertThat(post(TYPES + "filter", new JsonObject().put("limit", 2).put("offset", 1), 200)
                        .getList("slug"))
                .hasSize(2);
        assertThat(get("/api/block_capabilities/").<String>getList(""))
                .contains("write-path", "notify", "tell-" + one.typeId());
    }

    @Test
    void anotherWorkspaceSeesNoneOfIt() {
        var block = Blocks.withSecret("token");
        var document = block.with("mine", new JsonObject());

        for (String path : new String[] {
            TYPES + block.typeId(),
            TYPES + "slug/" + block.slug(),
            "/api/block_schemas/" + block.schemaId(),
            "/api/block_documents/" + document,
            TYPES + "slug/" + block.slug() + "/block_documents/name/mine"
        }) {
            request("elsewhere").get(path).then().statusCode(404);
        }
        request("elsewhere")
                .body(block.document("x", new JsonObject()).encode())
                .post("/api/block_documents/")
                .then()
                .statusCode(404);
    }

    private static JsonObject type(String name, String slug) {
        return new JsonObject().put("name", name).put("slug", slug);
    }
}
