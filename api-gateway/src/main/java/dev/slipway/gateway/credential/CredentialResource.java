package dev.slipway.gateway.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.auth.AttemptCredentials;
import dev.slipway.gateway.auth.Caller;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** {@code POST /internal/v1/attempt-credentials}: what the dispatcher gives to the process of an attempt. */
@ApplicationScoped
public class CredentialResource {
    private static final long LONGEST_BODY = 10_000;
    private static final int LATEST_ATTEMPT = 999_999_999;

    private final AttemptCredentials credentials;

    CredentialResource(AttemptCredentials credentials) {
        this.credentials = credentials;
    }

    /** Issues a credential; the same attempt gets the same one whenever it is asked for. */
    public void issue(Call call) {
        BoundedBody.of(call.request(), LONGEST_BODY)
                .map(this::answer)
                .onSuccess(call::answer)
                .onFailure(failure -> call.answer(Answer.problem(413, "too-large", "The body is too large.")));
    }

    private Answer answer(Buffer body) {
        try {
            JsonNode asked = Json.MAPPER.readTree(body.getBytes());
            int number = asked.path("attempt").asInt();
            String workspace = asked.path("workspace").asText();
            if (number < 1 || number > LATEST_ATTEMPT || !workspace.equals(Call.DEFAULT_WORKSPACE)) {
                return invalid("attempt is a number from 1, workspace is one that exists.");
            }
            var attempt =
                    new Caller.Attempt(UUID.fromString(asked.path("flowRunId").asText()), number);
            return Answer.json(200, Map.of("authString", credentials.issue(workspace, attempt)));
        } catch (IOException | IllegalArgumentException e) {
            return invalid("An object with workspace, flowRunId and attempt is expected.");
        }
    }

    private static Answer invalid(String detail) {
        return Answer.problem(422, "invalid", detail);
    }
}
