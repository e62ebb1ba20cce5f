package dev.slipway.local.forge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /projects/:id/deployments}: made, and listed with the newest first. */
final class ForgeDeployments {
    private final Map<String, List<ForgeDeployment>> deployments = new LinkedHashMap<>();

    /** The oldest first. */
    synchronized List<ForgeDeployment> of(String path) {
        return List.copyOf(deployments.getOrDefault(path, List.of()));
    }

    synchronized ApiAnswer serve(ForgeProject project, String method, Map<String, String> query, JsonNode body) {
        if (method.equals("GET")) {
            return ApiAnswer.json(
                    200,
                    of(project.path()).reversed().stream()
                            .filter(one -> one.environment().equals(query.get("environment")))
                            .map(ForgeDeployments::shown)
                            .toList());
        }
        for (String field : List.of("environment", "sha", "ref", "tag", "status")) {
            if (!body.has(field)) {
                return ApiAnswer.json(400, Map.of("error", field + " is missing"));
            }
        }
        var made = new ForgeDeployment(
                body.path("environment").asText(),
                body.path("sha").asText(),
                body.path("ref").asText(),
                body.path("status").asText());
        deployments.computeIfAbsent(project.path(), unused -> new ArrayList<>()).add(made);
        return ApiAnswer.json(201, shown(made));
    }

    private static Map<String, Object> shown(ForgeDeployment one) {
        return Map.of(
                "sha", one.sha(),
                "ref", one.ref(),
                "status", one.status(),
                "environment", Map.of("name", one.environment()));
    }
}
