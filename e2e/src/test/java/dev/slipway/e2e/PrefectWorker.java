package dev.slipway.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real {@code prefect worker start --type kubernetes}, as a user has it who has not moved to Slipway's dispatcher yet. */
final class PrefectWorker implements AutoCloseable {
    private static final String VERSION = "0.8.0";
    private static final String NAME = "real-worker";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final GatewayClient gateway;
    private final String pool;
    private final Daemon daemon;

    private PrefectWorker(Slipway slipway, String pool) {
        this.gateway = slipway.gateway();
        this.pool = pool;
        this.daemon = new Daemon("prefect-worker", slipway.folder(), "INT");
    }

    /** Starts one for the pool; returns when the API counts it among the living. */
    static PrefectWorker start(Slipway slipway, String pool) {
        var worker = new PrefectWorker(slipway, pool);
        Path programme = slipway.parts()
                .cache()
                .resolve("venv-prefect-kubernetes-" + VERSION)
                .resolve("bin/prefect");
        worker.daemon.start(
                List.of(
                        programme.toString(),
                        "worker",
                        "start",
                        "--type=kubernetes",
                        "--pool=" + pool,
                        "--name=" + NAME),
                environment(slipway));
        await().atMost(PATIENCE).until(worker::isOnline);
        return worker;
    }

    /** SIGSTOP: its heartbeats stop, and whatever it was about to do waits. */
    void freeze() {
        signal("STOP");
    }

    /** It goes on where it was, with what it knew then. */
    void thaw() {
        signal("CONT");
    }

    boolean isOnline() {
        JsonNode workers = gateway.post("/api/work_pools/" + pool + "/workers/filter", Map.of());
        return workers.path(0).path("status").asText().equals("ONLINE");
    }

    @Override
    public void close() {
        thaw();
        daemon.stop(STOP);
    }

    private void signal(String name) {
        String pid = Long.toString(daemon.running().orElseThrow().pid());
        try {
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The address is one that its pods reach, too: they inherit it. */
    private static Map<String, String> environment(Slipway slipway) {
        KubeNode node = slipway.parts().node();
        int port = slipway.address().gatewayUrl().getPort();
        var environment = new HashMap<>(Map.of(
                "PREFECT_API_URL", "http://%s:%d/api".formatted(node.address(), port),
                "PREFECT_API_AUTH_STRING", slipway.address().authString(),
                "PREFECT_HOME", slipway.folder().resolve("prefect-worker").toString(),
                "PREFECT_WORKER_HEARTBEAT_SECONDS", "2",
                "PREFECT_WORKER_QUERY_SECONDS", "1",
                "PREFECT_SERVER_ANALYTICS_ENABLED", "false",
                "DO_NOT_TRACK", "1",
                "NO_COLOR", "1",
                "KUBECONFIG", node.kubeconfig().toString()));
        environment.put("HOME", slipway.folder().toString());
        environment.put("NO_PROXY", node.address());
        environment.put("no_proxy", node.address());
        return environment;
    }
}
