package dev.slipway.e2e.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the lines of HTTP/1.1 requests, one after the other on a connection. */
final class HttpTap implements Tap {
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) \\S+ HTTP/1\\.1");

    private final Consumer<Moment> moments;
    private @Nullable String unanswered;

    HttpTap(Consumer<Moment> moments) {
        this.moments = moments;
    }

    @Override
    public synchronized void said(byte[] bytes) {
        var line = REQUEST.matcher(new String(bytes, ISO_8859_1));
        if (line.lookingAt()) {
            moments.accept(new Moment(false, line.group()));
            unanswered = line.group();
        }
    }

    @Override
    public synchronized void answered(byte[] bytes) {
        if (unanswered != null) {
            moments.accept(new Moment(true, unanswered));
            unanswered = null;
        }
    }
}
