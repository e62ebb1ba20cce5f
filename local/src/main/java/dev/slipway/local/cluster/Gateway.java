package dev.slipway.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Answer;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.process.CannotStart;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.Map;

/** What the running Slipway knows of clusters; what it refuses is told in its own words. */
final class Gateway implements AutoCloseable {
    private static final String CLUSTERS = "/slipway/v1/clusters";

    private final GatewayClient client;

    Gateway(GatewayClient client) {
        this.client = client;
    }

    static Gateway ofThisProcess() {
        return new Gateway(new LocalSystem(Settings.ofThisProcess()).address().client());
    }

    JsonNode list() {
        return told(client.tryGet(CLUSTERS));
    }

    void put(String name, Map<String, Object> definition) {
        told(client.tryPut(CLUSTERS + "/" + name, definition));
    }

    JsonNode test(String name) {
        return told(client.tryPost(CLUSTERS + "/" + name + "/test", Map.of()));
    }

    void delete(String name) {
        told(client.tryDelete(CLUSTERS + "/" + name));
    }

    private static JsonNode told(Answer answer) {
        if (!answer.succeeded()) {
            String detail = answer.body().path("detail").asText();
            throw new CannotStart(
                    detail.isEmpty() ? "Slipway answers %d: %s".formatted(answer.status(), answer.text()) : detail);
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
