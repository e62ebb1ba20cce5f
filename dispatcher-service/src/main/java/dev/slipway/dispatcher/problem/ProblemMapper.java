package dev.slipway.dispatcher.problem;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Exceptions as problems. */
class ProblemMapper {
    private static final String PROBLEM = "application/problem+json";

    @ServerExceptionMapper
    Response badRequest(BadRequest failure) {
        var problem =
                new Problem("about:blank", "Bad Request", 400, String.valueOf(failure.getMessage()), "bad-request");
        return Response.status(problem.status()).type(PROBLEM).entity(problem).build();
    }
}
