package dev.slipway.scheduler.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ServerResourceIT {
    @Test
    void versionsAreJsonStringsOfTheClientsMajor() {
        assertThat(Api.request().get("/api/admin/version").asString()).startsWith("\"3.");
        assertThat(Api.request().get("/api/version").asString()).isEqualTo("\"0.8.4\"");
    }

    @Test
    void probesAnswer() {
        assertThat(Api.request().get("/api/health").asString()).isEqualTo("true");
        Api.request().get("/api/ready").then().statusCode(200).body("message", equalTo("OK"));
    }

    @Test
    void clientsLearnThatThereIsNoCsrfProtection() {
        Api.request()
                .get("/api/csrf-token?client=1")
                .then()
                .statusCode(422)
                .body("detail", equalTo("CSRF protection is disabled."));
    }

    @Test
    void withoutTheCredentialOfAServiceNothingIsAnswered() {
        given().get("/api/health").then().statusCode(401);
        given().header("X-Slipway-Service", "gateway:wrong")
                .get("/api/health")
                .then()
                .statusCode(401);
        given().header("X-Slipway-Service", "nobody:token-of-gateway")
                .get("/api/version")
                .then()
                .statusCode(401);
    }

    @Test
    void unknownPathsAreJson() {
        Api.request().get("/api/no/such/thing").then().statusCode(404).body("detail", equalTo("Not Found"));
    }

    @Test
    void unreadableBodiesAreRefusedAsInvalid() {
        Api.request()
                .body("{\"name\": ")
                .post("/api/flows/")
                .then()
                .statusCode(422)
                .body("exception_message", containsString("Invalid request"));
    }

    @Test
    void anEmptyBodyIsRefusedAsInvalid() {
        Api.request().post("/api/flows/").then().statusCode(422);
        Api.request().body("null").post("/api/deployments/").then().statusCode(422);
    }

    @Test
    void aBodyWithoutContentTypeIsReadAsJson() {
        given().header("X-Slipway-Service", "gateway:token-of-gateway")
                .noContentType()
                .body("{\"limit\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/flows/filter")
                .then()
                .statusCode(200);
    }
}
