package dev.slipway.local.clusterbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs of a deployment of a {@code kubernetes} pool whose Jobs wait for ever: no pod, no container. */
final class DueRuns {
    /** In which a burst becomes due. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    private static final String POOL = "bench";
    private static final int CLIENTS = 8;

    private final GatewayClient gateway;
    private final String deployment;

    private DueRuns(GatewayClient gateway, String deployment) {
        this.gateway = gateway;
        this.deployment = deployment;
    }

    /** Makes the pool and the deployment, whose image is private. */
    static DueRuns of(RunningSlipway slipway, GatewayClient gateway) {
        new Provisioning(gateway).registry("bench", slipway.registry());
        JsonNode template = template(gateway);
        ((ObjectNode) template.path("job_configuration").path("job_manifest").path("spec")).put("suspend", true);
        gateway.post("/api/work_pools/", Map.of("name", POOL, "type", "kubernetes", "base_job_template", template));
        String flow =
                gateway.post("/api/flows/", Map.of("name", "bench")).path("id").asText();
        JsonNode made = gateway.post(
                "/api/deployments/",
                Map.of(
                        "name",
                        "bench",
                        "flow_id",
                        flow,
                        "work_pool_name",
                        POOL,
                        "entrypoint",
                        "flows/bench.py:bench",
                        "job_variables",
                        Map.of("image", EmptyImage.push(slipway.registry()))));
        return new DueRuns(gateway, made.path("id").asText());
    }

    /** Runs that become due one after the other within one second. */
    void within(Instant start, Duration span, int count) {
        KubernetesApi.parallel(IntStream.range(0, count).boxed().toList(), CLIENTS, i -> {
            Instant at = start.plus(span.multipliedBy(i).dividedBy(count));
            gateway.post(
                    "/api/deployments/" + deployment + "/create_flow_run",
                    Map.of(
                            "state",
                            Map.of("type", "SCHEDULED", "state_details", Map.of("scheduled_time", at.toString()))));
        });
    }

    private static JsonNode template(GatewayClient gateway) {
        for (JsonNode integration : gateway.get("/api/collections/views/aggregate-worker-metadata")) {
            if (integration.has("kubernetes")) {
                return integration.path("kubernetes").path("default_base_job_configuration");
            }
        }
        throw new IllegalStateException("no integration has workers of type kubernetes");
    }
}
