package dev.slipway.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.auth.Authenticator;
import dev.slipway.gateway.auth.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of the gateway to the services, and what its proxy shares with them: connections, addresses, identity. */
@ApplicationScoped
public class ServiceClient {
    private final HttpClient client;
    private final UpstreamConfig config;

    ServiceClient(Vertx vertx, UpstreamConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(config.connections())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(16 * 1024)
                .setMaxHeaderSize(32 * 1024));
    }

    /**
     * Sends JSON and reads the whole answer.
     *
     * @param uri path and query
     * @param body null for none
     */
    public Future<Reply> call(
            Upstream service, HttpMethod method, String uri, @Nullable Object body, Identity identity) {
        return call(service, method, uri, body, identity, config.callTimeout());
    }

    /** The same for a call that may take longer than others. */
    public Future<Reply> call(
            Upstream service,
            HttpMethod method,
            String uri,
            @Nullable Object body,
            Identity identity,
            Duration timeout) {
        RequestOptions options = options(service).setMethod(method).setURI(uri).setTimeout(timeout.toMillis());
        return client.request(options)
                .compose(request -> sent(request, body, identity))
                .compose(response -> response.body().map(read -> new Reply(response.statusCode(), read)));
    }

    private Future<io.vertx.core.http.HttpClientResponse> sent(
            HttpClientRequest request, @Nullable Object body, Identity identity) {
        identify(request.headers(), identity);
        if (body == null) {
            return request.send();
        }
        request.putHeader("Content-Type", "application/json");
        try {
            return request.send(Buffer.buffer(Json.MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            return Future.failedFuture(e);
        }
    }

    HttpClient http() {
        return client;
    }

    /** The address of a service. */
    RequestOptions options(Upstream service) {
        URI address =
                switch (service) {
                    case SCHEDULER -> config.scheduler();
                    case BUILDER -> config.builder();
                    case DISPATCHER -> config.dispatcher();
                };
        boolean tls = "https".equals(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
        return new RequestOptions().setHost(address.getHost()).setPort(port).setSsl(tls);
    }

    /** Says who the gateway is and for whom it calls. */
    void identify(MultiMap headers, Identity identity) {
        headers.set(Authenticator.SERVICE_HEADER, "gateway:" + config.token());
        headers.set("X-Slipway-Workspace", identity.workspace());
        headers.set("X-Slipway-Principal", identity.caller().principal());
        if (identity.caller() instanceof Caller.Attempt attempt) {
            headers.set("X-Slipway-Attempt", attempt.flowRunId() + "/" + attempt.number());
        }
    }

    /** For whom a service is called. */
    public record Identity(String workspace, Caller caller) {}

    /** A whole answer of a service. */
    public record Reply(int status, Buffer body) {
        /** True for 2xx. */
        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }
}
