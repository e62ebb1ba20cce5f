package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class AccessIT {
    private static final Map<String, Object> REGISTRY =
            Map.of("address", "registry.example:5000", "username", "robot$a", "password", "very-secret");

    private final BuilderClient gateway = new BuilderClient("gateway");
    private final BuilderClient dispatcher = new BuilderClient("dispatcher");

    @Test
    void everyPathWantsAServiceCredential() throws Exception {
        for (String path : List.of(
                "",
                "slipway/v1/builds",
                "slipway//v1/builds",
                "%73lipway/v1/builds",
                "nothing",
                "q/health",
                "internal/v1/registry-credentials")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(BuilderClient.base() + "/" + path))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        }
        assertThat(new BuilderClient("stranger")
                        .send("GET", "/slipway/v1/builds", null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLentPasswordIsShownToTheRegistryFirstIfThatIsAskedFor() {
        String address = TestRegistry.start().address();
        Map<String, Object> asked = Map.of("image", address + "/team/app@sha256:" + "ab".repeat(32), "check", true);

        gateway.put("/slipway/v1/registries/checked", registry(address, TestRegistry.PASSWORD));
        assertThat(manifest(asked)).isEqualTo("MISSING");

        gateway.put("/slipway/v1/registries/checked", registry(address, "not-it"));
        assertThat(manifest(asked)).isEqualTo("DENIED");

        gateway.put("/slipway/v1/registries/checked", registry("127.0.0.1:1", "any"));
        assertThat(manifest(Map.of("image", "127.0.0.1:1/team/app:1", "check", true)))
                .isEqualTo("UNKNOWN");
    }

    private String manifest(Map<String, Object> asked) {
        return dispatcher
                .post("/internal/v1/registry-credentials", asked)
                .path("manifest")
                .asText();
    }

    private static Map<String, String> registry(String address, String password) {
        return Map.of("address", address, "username", TestRegistry.USERNAME, "password", password);
    }

    @Test
    void passwordsAreLentToTheDispatcherOnly() {
        gateway.put("/slipway/v1/registries/lending", REGISTRY);
        Map<String, String> asked = Map.of("workspace", "default", "image", "registry.example:5000/team/app@sha256:ab");

        JsonNode lent = dispatcher.post("/internal/v1/registry-credentials", asked);

        assertThat(lent.path("username").asText()).isEqualTo("robot$a");
        assertThat(lent.path("password").asText()).isEqualTo("very-secret");
        assertThat(dispatcher
                        .send(
                                "POST",
                                "/internal/v1/registry-credentials",
                                Map.of("workspace", "default", "image", "busybox:1"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(gateway.send("POST", "/internal/v1/registry-credentials", asked)
                        .statusCode())
                .isEqualTo(403);
        assertThat(dispatcher.send("GET", "/slipway/v1/registries", null).statusCode())
                .isEqualTo(403);
    }

    @Test
    void passwordsAndTokensNeverComeOut() {
        gateway.put("/slipway/v1/registries/silent", REGISTRY);
        gateway.put("/internal/v1/projects/silent", project("glpat-very-secret"));

        assertThat(gateway.get("/slipway/v1/registries").toString())
                .contains("silent")
                .doesNotContain("very-secret");
        assertThat(gateway.get("/slipway/v1/projects").toString())
                .contains("silent")
                .doesNotContain("very-secret");
        assertThat(gateway.get("/slipway/v1/projects/silent")
                        .path("hasGitToken")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void projectsAreChangedAndDeleted() {
        gateway.put("/slipway/v1/registries/silent", REGISTRY);
        gateway.put("/internal/v1/projects/short-lived", project("t"));
        assertThat(gateway.send("DELETE", "/slipway/v1/registries/silent", null).statusCode())
                .isEqualTo(409);

        assertThat(gateway.send("DELETE", "/internal/v1/projects/short-lived", null)
                        .statusCode())
                .isEqualTo(204);

        assertThat(gateway.send("GET", "/slipway/v1/projects/short-lived", null).statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("DELETE", "/internal/v1/projects/short-lived", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void wrongRequestsAreProblems() {
        HttpResponse<String> answer = gateway.send(
                "PUT", "/internal/v1/projects/x", Map.of("gitUrl", "https://u:p@h/x.git", "registry", "none"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("content-type").orElse("")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"invalid\"", "gitToken").doesNotContain("u:p@");
        assertThat(gateway.send("GET", "/slipway/v1/builds/no-uuid", null).statusCode())
                .isEqualTo(404);
        assertThat(gateway.send("GET", "/slipway/v1/builds?state=HALF", null).statusCode())
                .isEqualTo(422);
        assertThat(gateway.send("GET", "/nothing", null).statusCode()).isEqualTo(404);
        assertThat(gateway.send("POST", "/slipway/v1/registries", Map.of("name", "x"))
                        .statusCode())
                .isEqualTo(422);
    }

    private static Map<String, Object> project(String token) {
        return Map.of(
                "gitUrl",
                "https://gitlab.example/team/app.git",
                "gitToken",
                token,
                "registry",
                "silent",
                "variables",
                Map.of("A", "b"));
    }
}
