package dev.slipway.dispatcher.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Exceptions as problems. */
class ProblemMapper {
    private static final String PROBLEM = "application/problem+json";

    @ServerExceptionMapper
    Response badRequest(BadRequest failure) {
        return answer(400, "bad-request", String.valueOf(failure.getMessage()));
    }

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return answer(refused.status(), refused.code(), String.valueOf(refused.getMessage()));
    }

    /** What the framework says of a request, as that its body is no JSON; without the words of a parser, which quote it. */
    @ServerExceptionMapper
    Response webFailure(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        return answer(status, status == 404 ? "not-found" : "bad-request", title(status) + ".");
    }

    private static Response answer(int status, String code, String detail) {
        var problem = new Problem("about:blank", title(status), status, detail, code);
        return Response.status(status).type(PROBLEM).entity(problem).build();
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content";
        }
        return Objects.toString(Response.Status.fromStatusCode(status), "Error");
    }
}
