package dev.slipway.local.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.RequestRefused;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The log of a build while it is written; a connection that breaks is taken up where it broke. */
final class LogStream {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GatewayClient client;
    private final String path;
    private final Consumer<String> printed;
    private long seq;
    private boolean isOver;

    LogStream(GatewayClient client, String path, Consumer<String> printed) {
        this.client = client;
        this.path = path;
        this.printed = printed;
    }

    /** Prints what follows that line, until the build ends. */
    void follow(long after) {
        seq = after;
        int failures = 0;
        while (!isOver) {
            long before = seq;
            try (Stream<String> lines = client.stream(path, seq)) {
                read(lines.iterator());
            } catch (UncheckedIOException | RequestRefused e) {
                if (failures++ >= TRIES) {
                    throw e;
                }
            }
            if (seq > before) {
                failures = 0;
            }
            if (!isOver) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void read(Iterator<String> lines) {
        String event = "";
        while (lines.hasNext() && !isOver) {
            String line = lines.next();
            if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                take(event, json(line.substring("data:".length())));
            }
        }
    }

    private void take(String event, JsonNode data) {
        if (event.equals("end")) {
            isOver = true;
            printed.accept(
                    data.path("state").asText() + " " + data.path("message").asText());
        } else if (data.path("seq").asLong() > seq) {
            seq = data.path("seq").asLong();
            printed.accept(text(data));
        }
    }

    static String text(JsonNode line) {
        return "%-10s %s"
                .formatted(line.path("stage").asText(), line.path("text").asText());
    }

    private static JsonNode json(String data) {
        try {
            return Json.MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the log can't be read", e);
        }
    }
}
