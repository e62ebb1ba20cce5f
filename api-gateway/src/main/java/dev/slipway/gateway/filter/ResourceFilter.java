package dev.slipway.gateway.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be found among resources; each part may be met by another of them.
 *
 * @param inRoles pairs of an id and a role
 */
record ResourceFilter(
        Set<String> ids,
        List<String> idPrefixes,
        Set<String> roles,
        Set<List<String>> inRoles,
        @Nullable LabelFilter labels) {
    private static final String ID = "prefect.resource.id";
    private static final String ROLE = "prefect.resource.role";

    static ResourceFilter parse(String name, JsonNode filter, Set<String> known) {
        var fields = FilterFields.of(name, filter, known);
        var inRoles = new HashSet<List<String>>();
        for (JsonNode pair : fields.list("resources_in_roles")) {
            if (!pair.isArray() || pair.size() != 2) {
                throw new InvalidFilter(name + ".resources_in_roles is a list of pairs");
            }
            inRoles.add(List.of(pair.get(0).asText(), pair.get(1).asText()));
        }
        return new ResourceFilter(
                Set.copyOf(fields.strings("id")),
                fields.strings("id_prefix"),
                Set.copyOf(fields.strings("role")),
                inRoles,
                fields.has("labels") ? LabelFilter.parse(name + ".labels", fields.node("labels")) : null);
    }

    boolean matches(List<Map<String, Object>> resources) {
        return (ids.isEmpty() || resources.stream().anyMatch(resource -> ids.contains(label(resource, ID))))
                && (idPrefixes.isEmpty() || resources.stream().anyMatch(this::hasPrefix))
                && (roles.isEmpty() || resources.stream().anyMatch(resource -> roles.contains(label(resource, ROLE))))
                && (inRoles.isEmpty() || resources.stream().anyMatch(this::isInRole))
                && (labels == null || resources.stream().anyMatch(labels::matches));
    }

    private boolean hasPrefix(Map<String, Object> resource) {
        String id = label(resource, ID);
        return idPrefixes.stream().anyMatch(id::startsWith);
    }

    private boolean isInRole(Map<String, Object> resource) {
        return inRoles.contains(List.of(label(resource, ID), label(resource, ROLE)));
    }

    private static String label(Map<String, Object> resource, String name) {
        Object value = resource.get(name);
        return value == null ? "" : value.toString();
    }
}
