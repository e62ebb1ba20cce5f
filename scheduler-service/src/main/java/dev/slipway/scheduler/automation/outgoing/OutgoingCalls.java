package dev.slipway.scheduler.automation.outgoing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.automation.AutomationConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that users give: within a time, reading the beginning of the answer only, following no redirection, and, unless
 * the operator and the user allow it, never at a private address.
 */
@ApplicationScoped
public class OutgoingCalls {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final HttpClient strict;
    private final HttpClient lenient;
    private final AutomationConfig config;

    OutgoingCalls(Vertx vertx, AutomationConfig config) {
        this.config = config;
        this.strict = vertx.createHttpClient(options());
        this.lenient = vertx.createHttpClient(options().setTrustAll(true).setVerifyHost(false));
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(32 * 1024)
                .setForceSni(true);
    }

    /** Makes the call; blocks until it is answered. */
    public Reply send(Call call) throws CallFailed {
        var destination = Destination.of(
                call.url(), call.allowsPrivate() && config.allowPrivateAddresses(), InetAddress::getAllByName);
        @Nullable CallFailed last = null;
        for (InetAddress address : destination.addresses()) {
            try {
                return send(call, destination, address);
            } catch (NotConnected e) {
                last = new CallFailed("The host " + destination.host() + " could not be reached: " + e.getMessage());
            }
        }
        throw last == null ? new CallFailed("The host " + destination.host() + " has no address.") : last;
    }

    /** Nothing was sent: another address may do. */
    private static final class NotConnected extends Exception {
        NotConnected(String reason) {
            super(reason);
        }
    }

    private Reply send(Call call, Destination destination, InetAddress address) throws CallFailed, NotConnected {
        var timeout = timeout(call);
        var client = call.verifies() ? strict : lenient;
        var request = client.request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(destination.port(), address.getHostAddress()))
                .setHost(destination.host())
                .setPort(destination.port())
                .setSsl(destination.isSecure())
                .setMethod(HttpMethod.valueOf(call.method()))
                .setURI(destination.path()));
        HttpClientRequest connected;
        try {
            connected = await(request, timeout);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotConnected(reason(e));
        }
        try {
            return await(exchange(connected, call), timeout);
        } catch (IllegalArgumentException e) {
            var unused = connected.reset();
            throw new CallFailed("The headers of the call are not valid.");
        } catch (ExecutionException | TimeoutException e) {
            var unused = connected.reset();
            throw new CallFailed("The host " + destination.host() + " did not answer: " + reason(e));
        }
    }

    private Duration timeout(Call call) {
        var asked = call.timeout();
        if (asked == null || asked.compareTo(config.callTimeout()) > 0) {
            return config.callTimeout();
        }
        return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
    }

    private static Future<Reply> exchange(HttpClientRequest request, Call call) {
        call.headers().forEach(request::putHeader);
        var body = call.body();
        var sent = body == null ? request.send() : request.send(Buffer.buffer(body));
        return sent.compose(OutgoingCalls::read);
    }

    private static Future<Reply> read(HttpClientResponse response) {
        var text = Buffer.buffer();
        Promise<Reply> done = Promise.promise();
        response.handler(part -> {
                    text.appendBuffer(part, 0, Math.min(part.length(), LONGEST_ANSWER - text.length()));
                    if (text.length() == LONGEST_ANSWER && done.tryComplete(reply(response, text))) {
                        var unused = response.request().reset();
                    }
                })
                .exceptionHandler(done::tryFail)
                .endHandler(end -> done.tryComplete(reply(response, text)));
        return done.future();
    }

    private static Reply reply(HttpClientResponse response, Buffer text) {
        var headers = new LinkedHashMap<String, String>();
        response.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return new Reply(response.statusCode(), headers, text.toString(UTF_8));
    }

    private static <T> T await(Future<T> future, Duration timeout)
            throws ExecutionException, TimeoutException, CallFailed {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed("The call was interrupted.");
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof TimeoutException) {
            return "it took too long";
        }
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
