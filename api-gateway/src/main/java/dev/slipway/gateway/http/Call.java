package dev.slipway.gateway.http;

import dev.slipway.gateway.auth.Caller;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request that passed the door.
 *
 * @param workspace that the path names
 * @param path canonical, without account and workspace
 * @param parameter the variable segment of the path, empty if there is none
 * @param caller who was authenticated
 */
public record Call(HttpServerRequest request, String workspace, String path, String parameter, Caller caller) {
    private static final String API = "/api";

    /** The only workspace until there are more. */
    public static final String DEFAULT_WORKSPACE = "default";

    /** The same for clients whose {@code PREFECT_API_URL} must have an id. */
    public static final String DEFAULT_WORKSPACE_ID = "00000000-0000-4000-8000-000000000000";

    /** Where its client finds the API: {@code /api}, or the account's and workspace's part of it. */
    public String api() {
        String asked = request.path();
        String below = path.substring(API.length());
        return asked.endsWith(below) ? asked.substring(0, asked.length() - below.length()) : API;
    }

    /** Answers it. */
    public void answer(Answer answer) {
        answer.send(request);
    }
}
