package dev.slipway.local.serverbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.client.GatewayClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Base64;

/**
 * Where a server is, and the user's credential.
 *
 * @param authString {@code name:token}; Prefect's server does not look at it
 */
record Address(URI url, String authString) {
    /** As the Python client sends it, without asking for compression: that would cost Prefect's server more. */
    RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(path)
                .putHeader("Accept", "*/*")
                .putHeader("User-Agent", "prefect/3.8.8 (API 0.8.4)")
                .putHeader("X-PREFECT-API-VERSION", "0.8.4")
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", authorization());
    }

    WebSocketConnectOptions socket(String path) {
        return new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(path)
                .addSubProtocol("prefect")
                .putHeader("Authorization", authorization());
    }

    /** For what is prepared and looked up. */
    GatewayClient client() {
        return new GatewayClient(url, authString);
    }

    private String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString(authString.getBytes(UTF_8));
    }
}
