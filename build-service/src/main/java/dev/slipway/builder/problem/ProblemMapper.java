package dev.slipway.builder.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Failures of requests as problems; what is not meant for the caller stays in the log. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    RestResponse<Problem> refused(Refused refused) {
        return answer(refused.status(), refused.code(), refused.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> webFailure(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        return answer(status, status == 404 ? "not-found" : "bad-request", title(status) + ".");
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable failure) {
        LOG.error("a request failed", failure);
        return answer(500, "internal", "Something broke here; the log of build-service says what.");
    }

    private static RestResponse<Problem> answer(int status, String code, @Nullable String detail) {
        var problem = Problem.of(status, title(status), detail == null ? title(status) : detail, code);
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(problem)
                .header("Content-Type", "application/problem+json")
                .build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? (status == 422 ? "Unprocessable Content" : "Error") : known.getReasonPhrase();
    }
}
