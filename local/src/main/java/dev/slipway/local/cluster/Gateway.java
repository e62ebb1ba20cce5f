package dev.slipway.local.cluster;

import static dev.slipway.local.client.Calls.told;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
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

    @Override
    public void close() {
        client.close();
    }
}
