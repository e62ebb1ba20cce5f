package dev.slipway.scheduler.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as the JSON object that Prefect clients expect; nothing of our inside is shown. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** Serialization failure, deadlock, cancelled by timeout, too many connections, starting or stopping. */
    private static final Set<String> TRANSIENT =
            Set.of("40001", "40P01", "57014", "57P01", "57P02", "57P03", "53300", "55P03");

    @ServerExceptionMapper
    Response map(ApiProblem problem) {
        return json(problem.status(), problem.body());
    }

    @ServerExceptionMapper
    Response map(JsonProcessingException unreadable) {
        return invalid(unreadable.getOriginalMessage());
    }

    @ServerExceptionMapper
    Response map(MismatchedInputException mismatch) {
        return map(ApiProblem.invalid(new JsonArray().add(Mismatch.of(mismatch))));
    }

    /** Parts of bodies are read by conversion, which wraps what it finds. */
    @ServerExceptionMapper
    Response map(IllegalArgumentException failure) {
        return failure.getCause() instanceof MismatchedInputException mismatch
                ? map(mismatch)
                : map((Throwable) failure);
    }

    @ServerExceptionMapper
    Response map(ClassCastException failure) {
        return readsJson(failure) ? invalid("A value of the body is of another type.") : unexpected(failure);
    }

    @ServerExceptionMapper
    Response map(DecodeException unreadable) {
        return invalid("The body is not JSON.");
    }

    @ServerExceptionMapper
    Response map(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status == 400 && failure.getCause() instanceof MismatchedInputException mismatch) {
            return map(mismatch);
        }
        if (status == 400 && failure.getCause() instanceof JsonProcessingException unreadable) {
            return map(unreadable);
        }
        return json(
                status,
                new JsonObject()
                        .put("detail", failure.getResponse().getStatusInfo().getReasonPhrase()));
    }

    @ServerExceptionMapper
    Response map(PgException failure) {
        return switch (failure.getSqlState()) {
            case "23505", "23503" ->
                json(
                        409,
                        new JsonObject()
                                .put(
                                        "detail",
                                        "Data integrity conflict. This usually means a unique or foreign key constraint"
                                                + " was violated."));
            case "22P05", "22021" -> invalid("Text must not contain NUL characters.");
            case "23502", "23514", "22003" -> invalid("A value is missing or out of its range.");
            case "54000" -> invalid("A name, or another text that is looked up, is too long.");
            case "2201B" -> invalid("A pattern can't be read.");
            case String code when TRANSIENT.contains(code) || code.startsWith("08") -> unavailable(failure);
            case null, default -> unexpected(failure);
        };
    }

    @ServerExceptionMapper
    Response map(IOException connectionLost) {
        return unavailable(connectionLost);
    }

    @ServerExceptionMapper
    Response map(Throwable failure) {
        // Vert.x says only by text that the pool has no connection to give, or that a statement has too many parameters
        String why = String.valueOf(failure.getMessage());
        if (why.startsWith("The number of parameters")) {
            return invalid("There are too many values.");
        }
        return why.contains("Timeout") ? unavailable(failure) : unexpected(failure);
    }

    private static Response invalid(String message) {
        return json(422, ApiProblem.invalid(message).body());
    }

    /** Vert.x' JSON objects say so when they hold something else than what they are asked for. */
    private static boolean readsJson(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("io.vertx.core.json.Json");
    }

    /** With {@code Prefect-Maintenance} a client tries again for as long as it takes, without it five times. */
    private static Response unavailable(Throwable failure) {
        LOG.warnf("Answered 503: %s", failure.getMessage());
        return Response.fromResponse(json(503, new JsonObject().put("exception_message", "Service Unavailable")))
                .header("Retry-After", "1")
                .header("Prefect-Maintenance", "true")
                .build();
    }

    private static Response unexpected(Throwable failure) {
        LOG.error("Answered 500", failure);
        return json(500, new JsonObject().put("exception_message", "Internal Server Error"));
    }

    private static Response json(int status, JsonObject body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body.encode())
                .build();
    }
}
