package dev.slipway.dispatcher.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last lines of a container's output. */
final class DockerLogTail {
    private static final int SECONDS = 10;

    private final DockerEngine engine;
    private final String containerId;
    private final int lines;

    DockerLogTail(DockerEngine engine, String containerId, int lines) {
        this.engine = engine;
        this.containerId = containerId;
        this.lines = lines;
    }

    List<LogLine> read() {
        try {
            String text = engine.stream(this::fetch);
            List<LogLine> all = LogLine.parse(text);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (DockerException e) {
            // gone, or its log driver keeps nothing to read
            return List.of();
        }
    }

    private String fetch(DockerClient client) {
        var collected = new Collector();
        try (var reading = client.logContainerCmd(containerId)
                .withStdOut(true)
                .withStdErr(true)
                .withTimestamps(true)
                .withTail(lines)
                .exec(collected)) {
            reading.awaitCompletion(SECONDS, TimeUnit.SECONDS);
            return collected.text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted while reading a log", e);
        } catch (IOException e) {
            throw new InfrastructureUnavailable("the Docker engine does not answer", e);
        }
    }

    private static final class Collector extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        synchronized String text() {
            return bytes.toString(UTF_8);
        }
    }
}
