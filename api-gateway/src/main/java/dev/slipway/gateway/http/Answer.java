package dev.slipway.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer: Prefect's shapes on Prefect's paths, RFC 9457 problems on ours.
 *
 * @param headers beside content type and length
 */
public record Answer(int status, @Nullable String contentType, Buffer body, Map<String, String> headers) {
    private static final long LINGER_MILLIS = 1_000;

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    /** Success with a JSON body. */
    public static Answer json(int status, @Nullable Object body) {
        return new Answer(status, JSON, encoded(body), Map.of());
    }

    /** Success without a body. */
    public static Answer empty(int status) {
        return new Answer(status, null, Buffer.buffer(), Map.of());
    }

    /** What Prefect's server answers when a handler refuses. */
    public static Answer detail(int status, String detail) {
        return json(status, Map.of("detail", detail));
    }

    /** What Prefect's server answers when something around the handlers refuses. */
    public static Answer exception(int status, @Nullable String message) {
        return json(status, Map.of("exception_message", String.valueOf(message)));
    }

    /** What Prefect's server answers when a body is not what its path takes. */
    public static Answer invalid(@Nullable String reason) {
        var error = Map.of("loc", List.of("body"), "msg", String.valueOf(reason), "type", "value_error");
        return json(422, Map.of("exception_message", "Invalid request received.", "exception_detail", List.of(error)));
    }

    /** A problem of our own resources. */
    public static Answer problem(int status, String code, String detail) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("code", code);
        return new Answer(status, PROBLEM, encoded(problem), Map.of());
    }

    /**
     * A service behind us, the database or the broker can't be reached; clients try again. With {@code Prefect-Maintenance}
     * they do so until it is back; without it they give up after five tries, and a flow with them.
     */
    public static Answer unavailable() {
        return exception(503, "Service Unavailable").with("Retry-After", "1").with("Prefect-Maintenance", "true");
    }

    /** The same answer with one more header. */
    public Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more);
    }

    /** Sends it; what is left of the request's body is discarded. */
    public void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (status == 413) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (contentType != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        }
        if (status != 204) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        var ended = HttpMethod.HEAD.equals(request.method()) ? response.end() : response.end(body);
        ended.onComplete(done -> finish(request));
    }

    private void finish(HttpServerRequest request) {
        request.resume();
        if (status == 413) {
            hangUpOn(request);
        }
    }

    /**
     * Ends the connection of a sender that sends too much. Not at once: a connection that is closed with bytes unread is
     * reset, and a reset can overtake the answer.
     */
    public static void hangUpOn(HttpServerRequest request) {
        Vertx.currentContext().owner().setTimer(LINGER_MILLIS, then -> request.connection()
                .close());
    }

    private static Buffer encoded(@Nullable Object body) {
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
