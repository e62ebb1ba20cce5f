package dev.slipway.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.RawHttp;
import dev.slipway.gateway.standin.SocketClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class DoorIT {
    private static final String UPGRADE = "Upgrade: websocket";

    @Test
    void healthNeedsNoCredential() {
        assertThat(Client.send(Client.anonymous("/api/health")).body()).isEqualTo("true");
        assertThat(Client.send(Client.anonymous("/api/ready")).body()).isEqualTo("{\"message\":\"OK\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/flows/health",
                "GET /api/flows/ready",
                "POST /api/health",
                "GET /api/health/",
                "GET /api/health.",
                "GET /api/flows?x=/api/health",
                "GET /api/",
                "GET /api/admin/version",
                "POST /api/flow_runs/filter",
                "POST /api/events",
                "POST /api/logs/",
                "GET /slipway/v1/projects",
                "DELETE /slipway/v1/projects/health",
                "GET /slipway/v1/builds/health",
                "POST /internal/v1/attempt-credentials",
                "GET /q/health",
                "GET /hooks/gitlab/shop",
                "GET /",
                "GET /nowhere/health",
                "OPTIONS /api/flows"
            })
    void everythingElseDoes(String request) throws IOException {
        String answer = raw(request + " HTTP/1.1", "Content-Length: 0");

        assertThat(answer).startsWith("HTTP/1.1 401").contains("Basic realm=\"slipway\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/health",
                "/api//health",
                "/api/flows/../health",
                "/api/flows/%2e%2e/health",
                "/api/flows%2f..%2fhealth",
                "/api/%68ealth",
                "/api/flows;/health",
                "/api/health;x",
                "/api\\health",
                "/api/health%00",
                "/./api/health",
                "http://gateway/api/health"
            })
    void anOddSpellingIsRefusedBeforeAnythingElse(String target) throws IOException {
        assertThat(raw("GET " + target + " HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET " + target + " HTTP/1.1", RawHttp.admin())).startsWith("HTTP/1.1 400");
    }

    @Test
    void aPrefectPathRefusesInPrefectsShapeAndOursWithAProblem() throws IOException {
        assertThat(raw("GET /api/flows HTTP/1.1")).endsWith("{\"exception_message\":\"Unauthorized\"}");
        assertThat(raw("GET /slipway/v1/builds HTTP/1.1"))
                .contains("application/problem+json", "\"code\":\"unauthorized\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer nothing",
                "Authorization: Basic nothing",
                "X-Slipway-Principal: admin",
                "X-Slipway-Service: gateway:token-of-gateway",
                "X-Slipway-Service: dispatcher:token-of-dispatcher"
            })
    void noOtherHeaderOpensThePrefectApi(String header) throws IOException {
        assertThat(raw("GET /api/flows HTTP/1.1", header)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aServiceHasNoUseForAnotherServicesToken() throws IOException {
        String request = "POST /internal/v1/attempt-credentials HTTP/1.1";

        assertThat(raw(request, "Content-Length: 2", "X-Slipway-Service: scheduler:token-of-scheduler\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(request, "Content-Length: 2", "X-Slipway-Service: dispatcher:token-of-scheduler\r\n\r\n{}"))
                .startsWith("HTTP/1.1 401");
        assertThat(raw(request, "Content-Length: 2", RawHttp.admin() + "\r\n\r\n{}"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/work_pools/p/workers/connect",
                "/api/health",
                "/api/flows",
                "/slipway/v1/projects",
                "/api/accounts/a/workspaces/other/events/in"
            })
    void aSocketThatIsNoneOfOursIsNotFound(String path) throws IOException {
        String answer = raw(
                "GET " + path + " HTTP/1.1",
                UPGRADE,
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                RawHttp.admin());

        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    @Test
    void askingForAnUpgradeIsNoWayRoundTheCredential() throws IOException {
        assertThat(raw("GET /api/flows HTTP/1.1", "Upgrade: h2c")).startsWith("HTTP/1.1 401");
        assertThat(raw("GET /api/flows HTTP/1.1", UPGRADE)).startsWith("HTTP/1.1 404");
        assertThat(raw("GET /api/events/in HTTP/1.1", UPGRADE)).startsWith("HTTP/1.1 400");
    }

    @Test
    void aSocketWithoutOrWithAWrongCredentialIsClosed() {
        for (String path : new String[] {"/api/events/in", "/api/events/out", "/api/logs/out"}) {
            for (String frame : new String[] {
                "{\"type\":\"auth\",\"token\":null}",
                "{\"type\":\"auth\",\"token\":\"nothing\"}",
                "{\"type\":\"auth\",\"token\":\"admin:\"}",
                "{\"type\":\"auth\",\"token\":5}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"filter\",\"filter\":{}}"
            }) {
                try (var socket = SocketClient.open(Client.port(), path)) {
                    assertThat(socket.send(frame).awaitClosed())
                            .as(path + " " + frame)
                            .isEqualTo(1008);
                    assertThat(socket.heard()).noneMatch(heard -> heard.contains("auth_success"));
                }
            }
        }
    }

    @Test
    void aSocketThatSaysNothingIsClosed() {
        try (var socket = SocketClient.open(Client.port(), "/api/events/in")) {
            assertThat(socket.awaitClosed()).isEqualTo(1008);
        }
    }

    @Test
    void aSocketWithoutTheSubProtocolIsClosed() {
        try (var socket = SocketClient.openPlainly(Client.port(), "/api/events/in")) {
            assertThat(socket.awaitClosed()).isEqualTo(1002);
        }
    }

    @Test
    void theDoorIsTheSameOnEveryAddress() throws IOException {
        String address = Client.setting("SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES");
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));

        assertThat(RawHttp.exchange("127.0.0.2", port, "GET /api/health HTTP/1.1"))
                .endsWith("true");
        assertThat(RawHttp.exchange("127.0.0.2", port, "GET /api/flows HTTP/1.1"))
                .startsWith("HTTP/1.1 401");
        assertThat(RawHttp.exchange("127.0.0.2", port, "GET /api//health HTTP/1.1"))
                .startsWith("HTTP/1.1 400");
        assertThat(RawHttp.exchange("127.0.0.2", port, "GET /api/flows HTTP/1.1", RawHttp.admin()))
                .startsWith("HTTP/1.1 200");
        try (var socket = SocketClient.open(address, "/api/events/in")) {
            assertThat(socket.authenticated().subProtocol()).isEqualTo("prefect");
        }
    }

    private static String raw(String requestLine, String... headers) throws IOException {
        return RawHttp.exchange("127.0.0.1", Client.port(), requestLine, headers);
    }
}
