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
    /** The only workspace until there are more. */
    public static final String DEFAULT_WORKSPACE = "default";

    /** Answers it. */
    public void answer(Answer answer) {
        answer.send(request);
    }
}
