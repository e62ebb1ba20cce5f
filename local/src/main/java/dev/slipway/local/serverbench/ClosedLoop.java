package dev.slipway.local.serverbench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections that each send the next request when the last one is answered; one thread for all of them. */
final class ClosedLoop implements AutoCloseable {
    static final int CONNECTIONS = 16;

    /** What a server may need for an answer at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http;
    private final Address address;

    ClosedLoop(Address address) {
        this.address = address;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAliveTimeout(60));
    }

    Address address() {
        return address;
    }

    Vertx vertx() {
        return vertx;
    }

    /**
     * Sends until the time is over or there are no more calls; what was done in the warm-up is not counted.
     *
     * @param begun called when the warm-up is over
     */
    Rate run(Duration warmUp, Duration measured, Calls calls, Runnable begun) {
        var course = new Course(calls, warmUp, measured);
        vertx.runOnContext(start -> course.start());
        Machine.pause(warmUp);
        begun.run();
        Duration before = Machine.ownCpu();
        course.await(measured.plus(PATIENCE));
        return course.rate(Machine.ownCpu().minus(before));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Course {
        private final Calls calls;
        private final long begin;
        private final long end;
        private final CountDownLatch over = new CountDownLatch(CONNECTIONS);
        private long done;
        private long failed;
        private long last;
        private String example = "";

        Course(Calls calls, Duration warmUp, Duration measured) {
            this.calls = calls;
            this.begin = System.nanoTime() + warmUp.toNanos();
            this.end = begin + measured.toNanos();
            this.last = begin;
        }

        void start() {
            for (int lane = 0; lane < CONNECTIONS; lane++) {
                next();
            }
        }

        private void next() {
            Call call = System.nanoTime() < end ? calls.next() : null;
            if (call == null) {
                over.countDown();
                return;
            }
            RequestOptions options = address.request(call.method(), call.path());
            http.request(options)
                    .compose(request -> request.send(call.body()))
                    .compose(response -> response.body().onSuccess(body -> answered(call, response, body)))
                    .onFailure(failure -> failed(failure.toString()))
                    .onComplete(answer -> next());
        }

        private void answered(Call call, HttpClientResponse response, Buffer body) {
            if (response.statusCode() != call.expected()) {
                failed(response.statusCode() + " " + body.getString(0, Math.min(body.length(), 300)));
                return;
            }
            calls.done(call, body);
            long now = System.nanoTime();
            if (now > begin && now <= end) {
                done++;
                last = now;
            }
        }

        private void failed(String how) {
            failed++;
            example = how;
        }

        void await(Duration patience) {
            try {
                if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("no answer in " + PATIENCE.toSeconds() + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        /** To be called when it is over. */
        Rate rate(Duration generator) {
            return new Rate(done, failed, Duration.ofNanos(Math.max(last - begin, 1)), generator, example);
        }
    }
}
