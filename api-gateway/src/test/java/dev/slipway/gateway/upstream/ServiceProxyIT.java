package dev.slipway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.auth.AttemptCredentials;
import dev.slipway.gateway.auth.Caller;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.RawHttp;
import dev.slipway.testkit.SequentialIds;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@GatewayTest
class ServiceProxyIT {
    @Inject
    AttemptCredentials attempts;

    @Test
    void aCallArrivesWithTheGatewaysIdentityAndTheUsers() {
        JsonNode arrived = Client.json(Client.send(Client.admin("/api/flow_runs/filter?a=%2F&b=1")
                .header("Content-Type", "application/json")
                .header("X-Prefect-Api-Version", "0.8.4")
                .POST(Client.body("{\"limit\":1}"))));

        assertThat(arrived.path("method").asText()).isEqualTo("POST");
        assertThat(arrived.path("uri").asText()).isEqualTo("/api/flow_runs/filter?a=%2F&b=1");
        assertThat(arrived.path("body").asText()).isEqualTo("{\"limit\":1}");
        assertThat(header(arrived, "x-prefect-api-version")).isEqualTo("[\"0.8.4\"]");
        assertThat(header(arrived, "x-slipway-service")).isEqualTo("[\"gateway:token-of-gateway\"]");
        assertThat(header(arrived, "x-slipway-workspace")).isEqualTo("[\"default\"]");
        assertThat(header(arrived, "x-slipway-principal")).isEqualTo("[\"admin\"]");
        assertThat(header(arrived, "x-slipway-attempt")).isEmpty();
        assertThat(header(arrived, "authorization")).isEmpty();
        assertThat(header(arrived, "x-forwarded-host")).isEqualTo("[\"127.0.0.1:" + Client.port() + "\"]");
    }

    @Test
    void anAttemptIsNamedToTheScheduler() {
        String authString = attempts.issue("default", new Caller.Attempt(SequentialIds.number(5), 3));

        JsonNode arrived = Client.json(
                Client.send(Client.anonymous("/api/flows").header("Authorization", "Bearer " + authString)));

        assertThat(header(arrived, "x-slipway-principal")).isEqualTo("[\"attempt\"]");
        assertThat(header(arrived, "x-slipway-attempt")).isEqualTo("[\"" + SequentialIds.number(5) + "/3\"]");
    }

    @Test
    void anAttemptReachesOnlyThePrefectApi() {
        String authString = attempts.issue("default", new Caller.Attempt(SequentialIds.number(5), 3));

        for (String path : new String[] {
            "/slipway/v1/projects", "/slipway/v1/registries", "/slipway/v1/builds/1", "/slipway/v1/clusters"
        }) {
            assertThat(Client.send(Client.anonymous(path).header("Authorization", "Bearer " + authString))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void identityCannotBeSmuggledIn() throws IOException {
        String answer = RawHttp.exchange(
                "127.0.0.1",
                Client.port(),
                "GET /api/flows HTTP/1.1",
                RawHttp.admin(),
                "X-Slipway-Principal: root",
                "x-slipway-workspace: other",
                "X-SLIPWAY-ATTEMPT: 00000000-0000-7000-8000-000000000001/1",
                "X-Slipway-Service: scheduler:token-of-scheduler",
                "X-Slipway-Anything: else",
                "X-Slipway-Api: /elsewhere",
                "X-Forwarded-For: 1.2.3.4",
                "Cookie: a=b",
                "Connection: X-Slipway-Workspace, X-Custom",
                "X-Custom: dropped");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\"x-slipway-principal\":[\"admin\"]", "\"x-slipway-workspace\":[\"default\"]")
                .contains("\"x-slipway-api\":[\"/api\"]")
                .contains("\"x-slipway-service\":[\"gateway:token-of-gateway\"]")
                .doesNotContain(
                        "root", "other", "x-slipway-attempt", "x-slipway-anything", "1.2.3.4", "a=b", "dropped");
    }

    @Test
    void theServicesInternalHeadersStayInside() {
        HttpResponse<String> answer = Client.send(Client.admin("/api/flows"));

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-slipway"));
    }

    @Test
    void theWorkspaceFormIsTheSameApi() {
        JsonNode arrived = Client.json(Client.send(Client.admin("/api/accounts/a/workspaces/default/flows?x=1")));

        assertThat(arrived.path("uri").asText()).isEqualTo("/api/flows?x=1");
        assertThat(header(arrived, "x-slipway-api")).isEqualTo("[\"/api/accounts/a/workspaces/default\"]");
        HttpResponse<String> other = Client.send(Client.admin("/api/accounts/a/workspaces/other/flows"));
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void ourOwnResourcesGoToTheBuilder() {
        assertThat(Client.json(Client.send(Client.admin("/slipway/v1/builds?project=shop")))
                        .path("uri")
                        .asText())
                .isEqualTo("/slipway/v1/builds?project=shop");
        assertThat(Client.json(Client.send(Client.admin("/slipway/v1/projects/shop")))
                        .path("uri")
                        .asText())
                .isEqualTo("/slipway/v1/projects/shop");
    }

    @Test
    void clustersAreTheDispatchersForAdministratorsOnly() {
        JsonNode arrived = Client.json(
                Client.send(Client.admin("/slipway/v1/clusters/eu/test").POST(Client.body("{}"))));

        assertThat(arrived.path("uri").asText()).isEqualTo("/slipway/v1/clusters/eu/test");
        assertThat(header(arrived, "x-slipway-principal")).isEqualTo("[\"admin\"]");
        assertThat(Client.send(Client.anonymous("/slipway/v1/clusters")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void statusAndBodyOfAServiceComeBackUnchanged() {
        HttpResponse<String> answer = Client.send(Client.admin("/api/missing"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Flow not found\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    /** The user was let in; it is our own credential that the service refuses. */
    @Test
    void aServiceThatRefusesTheGatewayIsUnavailable() {
        HttpResponse<String> answer = Client.send(Client.admin("/api/stranger"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("Service Unavailable");
    }

    @Test
    void anAnswerIsPassedOnWhileItIsMade() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Client.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + RawHttp.admin()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream answer = socket.getInputStream();
            var read = new StringBuilder();
            while (!read.toString().contains("one")) {
                read.append((char) answer.read());
            }

            assertThat(read).doesNotContain("two");
            Client.send(Client.standIn("/control/release").GET());
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("two");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherAnnouncedOrNot() throws IOException {
        assertThat(Client.send(Client.admin("/api/flows").POST(Client.body("x".repeat(1_100_000))))
                        .statusCode())
                .isEqualTo(413);
        String chunked =
                "POST /api/flows HTTP/1.1\r\nHost: x\r\n" + RawHttp.admin() + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + ("40000\r\n" + "x".repeat(0x40000) + "\r\n").repeat(5) + "0\r\n\r\n";
        assertThat(RawHttp.send("127.0.0.1", Client.port(), chunked)).startsWith("HTTP/1.1 413");
    }

    @Test
    void aConnectionIsUsedForManyCalls() throws IOException {
        String request = "GET /api/flows HTTP/1.1\r\nHost: x\r\n" + RawHttp.admin() + "\r\n";
        String answers = RawHttp.send(
                "127.0.0.1", Client.port(), (request + "\r\n").repeat(3) + request + "Connection: close\r\n\r\n");

        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(5);
    }

    private static String header(JsonNode arrived, String name) {
        return arrived.path("headers").path(name).toString();
    }
}
