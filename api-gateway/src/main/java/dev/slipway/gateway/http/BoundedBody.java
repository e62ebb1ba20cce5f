package dev.slipway.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads bodies, and stops at a limit whatever the sender announced. */
public final class BoundedBody {
    private BoundedBody() {}

    /** The whole body; fails with {@link BodyTooLarge} as soon as it is known to be longer than {@code limit} bytes. */
    public static Future<Buffer> of(HttpServerRequest request, long limit) {
        if (announcesMoreThan(request, limit)) {
            return Future.failedFuture(new BodyTooLarge(limit));
        }
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + (long) chunk.length() > limit) {
                read.tryFail(new BodyTooLarge(limit));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(read::tryFail);
        request.endHandler(end -> read.tryComplete(body));
        request.resume();
        return read.future();
    }

    /** True if the request says so itself. */
    public static boolean announcesMoreThan(HttpServerRequest request, long limit) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return false;
        }
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
