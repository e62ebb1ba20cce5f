package dev.slipway.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;

/** The readiness of a service over HTTP, and what it says while it is not ready. */
public final class Health implements Callable<Boolean> {
    private static final int TIMEOUT_MILLIS = 2_000;
    private final URI address;
    private volatile String last = "it was not asked";

    /** Of the service whose management port of this machine that is. */
    public Health(int managementPort) {
        this.address = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    /** True if it says that it is ready. */
    @Override
    public Boolean call() {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            boolean ready = status == HttpURLConnection.HTTP_OK;
            try (InputStream body = ready ? connection.getInputStream() : connection.getErrorStream()) {
                String said = body == null ? "" : new String(body.readAllBytes(), UTF_8);
                last = "HTTP " + status + " " + said.replaceAll("\\s+", " ");
            }
            return ready;
        } catch (IOException e) {
            last = e.toString();
            return false;
        }
    }

    /** The last answer, or why there was none. */
    String lastAnswer() {
        return last;
    }
}
