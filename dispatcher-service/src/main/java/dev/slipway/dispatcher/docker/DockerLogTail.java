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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The last lines of a container's output. */
final class DockerLogTail {
    private static final int SECONDS = 10;
    private static final int LONGEST_LINE = 4_000;

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
            List<LogLine> all = text.lines().flatMap(DockerLogTail::line).toList();
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

    /** {@code 2026-11-23T04:00:00.123456789Z text}. */
    private static Stream<LogLine> line(String raw) {
        int space = raw.indexOf(' ');
        String time = space < 0 ? raw : raw.substring(0, space);
        String text = space < 0 ? "" : raw.substring(space + 1);
        try {
            return text.isBlank()
                    ? Stream.empty()
                    : Stream.of(
                            new LogLine(Instant.parse(time), text.substring(0, Math.min(LONGEST_LINE, text.length()))));
        } catch (DateTimeParseException e) {
            return Stream.empty();
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
