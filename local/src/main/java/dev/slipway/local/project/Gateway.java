package dev.slipway.local.project;

import static dev.slipway.local.client.Calls.told;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.Answer;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.Map;
import java.util.Optional;

/** What the running Slipway knows of projects; what it refuses is told in its own words. */
final class Gateway implements AutoCloseable {
    private static final String ROOT = "/slipway/v1/";
    private static final String PROJECTS = ROOT + "projects";

    private final GatewayClient client;

    Gateway(GatewayClient client) {
        this.client = client;
    }

    static Gateway ofThisProcess() {
        return new Gateway(new LocalSystem(Settings.ofThisProcess()).address().client());
    }

    JsonNode projects() {
        return told(client.tryGet(PROJECTS));
    }

    Optional<JsonNode> project(String slug) {
        return found(client.tryGet(PROJECTS + "/" + slug));
    }

    Optional<JsonNode> connection(String slug) {
        return found(client.tryGet(PROJECTS + "/" + slug + "/connection"));
    }

    Optional<JsonNode> refs(String slug) {
        return found(client.tryGet(PROJECTS + "/" + slug + "/refs"));
    }

    JsonNode registries() {
        return told(client.tryGet(ROOT + "registries"));
    }

    JsonNode pushes(String query) {
        return told(client.tryGet(ROOT + "pushes" + query));
    }

    JsonNode create(Map<String, Object> project) {
        return told(client.tryPost(PROJECTS, project));
    }

    JsonNode connect(String slug, Map<String, Object> options) {
        return told(client.tryPost(PROJECTS + "/" + slug + "/connect", options));
    }

    JsonNode saveRules(String slug, Map<String, Object> rules) {
        return told(client.tryPut(PROJECTS + "/" + slug + "/rules", rules));
    }

    JsonNode rotate(String slug) {
        return told(client.tryPost(PROJECTS + "/" + slug + "/rotate", Map.of()));
    }

    JsonNode disconnect(String slug) {
        return told(client.tryDelete(PROJECTS + "/" + slug + "/connection"));
    }

    void delete(String slug) {
        told(client.tryDelete(PROJECTS + "/" + slug));
    }

    private static Optional<JsonNode> found(Answer answer) {
        return answer.status() == 404 ? Optional.empty() : Optional.of(told(answer));
    }

    @Override
    public void close() {
        client.close();
    }
}
