package dev.slipway.local.serverbench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * One request.
 *
 * @param path below the server's address
 * @param body empty for none
 * @param expected the only status that counts as done
 */
record Call(HttpMethod method, String path, Buffer body, int expected) {
    static Call get(String path) {
        return new Call(HttpMethod.GET, path, Buffer.buffer(), 200);
    }

    static Call post(String path, String body, int expected) {
        return new Call(HttpMethod.POST, path, Buffer.buffer(body), expected);
    }
}
