package dev.slipway.gateway.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which events a subscriber wants: all parts must match, within a list one element. */
public record EventFilter(
        @Nullable Instant since,
        @Nullable Instant until,
        Names names,
        @Nullable ResourceFilter resource,
        List<ResourceFilter> related,
        List<ResourceFilter> anyResource,
        Set<UUID> ids,
        @Nullable TextQuery text) {
    private static final Set<String> PARTS =
            Set.of("occurred", "event", "resource", "related", "any_resource", "id", "text", "order");
    private static final Set<String> RESOURCE = Set.of("id", "id_prefix", "labels", "distinct");
    private static final Set<String> RELATED = Set.of("id", "role", "resources_in_roles", "labels");
    private static final Set<String> ANY = Set.of("id", "id_prefix", "labels");

    /** Reads a filter as Prefect's clients send it; throws {@link InvalidFilter} if it is none. */
    public static EventFilter parse(JsonNode filter) {
        var fields = FilterFields.of("filter", filter, PARTS);
        FilterFields occurred = part(fields, "occurred", Set.of("since", "until"));
        FilterFields ids = part(fields, "id", Set.of("id"));
        FilterFields text = part(fields, "text", Set.of("query"));
        return new EventFilter(
                occurred == null ? null : occurred.time("since"),
                occurred == null ? null : occurred.time("until"),
                Names.parse(part(fields, "event", Names.FIELDS)),
                fields.has("resource") ? ResourceFilter.parse("resource", fields.node("resource"), RESOURCE) : null,
                oneOrMore(fields, "related", RELATED),
                oneOrMore(fields, "any_resource", ANY),
                ids == null ? Set.of() : Set.copyOf(ids.uuids("id")),
                text == null ? null : TextQuery.parse(text.text("query")));
    }

    /** True if the event, in Prefect's format, is wanted. */
    public boolean matches(Map<String, Object> event) {
        List<Map<String, Object>> relatedResources = resources(event.get("related"));
        List<Map<String, Object>> own = resources(List.of(orEmpty(event.get("resource"))));
        List<Map<String, Object>> all =
                Stream.concat(own.stream(), relatedResources.stream()).toList();
        return names.match(string(event, "event"))
                && (resource == null || resource.matches(own))
                && related.stream().allMatch(filter -> filter.matches(relatedResources))
                && anyResource.stream().allMatch(filter -> filter.matches(all))
                && (ids.isEmpty() || ids.stream().anyMatch(id -> id.toString().equals(string(event, "id"))))
                && isInTime(string(event, "occurred"))
                && (text == null || text.matches(searchable(event)));
    }

    private boolean isInTime(String occurred) {
        if (since == null && until == null) {
            return true;
        }
        try {
            Instant at = OffsetDateTime.parse(occurred.replace(' ', 'T')).toInstant();
            return (since == null || !at.isBefore(since)) && (until == null || !at.isAfter(until));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static @Nullable FilterFields part(FilterFields fields, String name, Set<String> known) {
        return fields.has(name) ? FilterFields.of(name, fields.node(name), known) : null;
    }

    private static List<ResourceFilter> oneOrMore(FilterFields fields, String name, Set<String> known) {
        var filters = new ArrayList<ResourceFilter>();
        if (fields.has(name)) {
            JsonNode node = fields.node(name);
            for (JsonNode filter : node.isArray() ? node : List.of(node)) {
                filters.add(ResourceFilter.parse(name, filter, known));
            }
        }
        return filters;
    }

    private static String searchable(Map<String, Object> event) {
        return event.get("event") + " " + event.get("resource") + " " + event.get("related") + " "
                + event.get("payload");
    }

    private static String string(Map<String, Object> event, String field) {
        Object value = event.get(field);
        return value == null ? "" : value.toString();
    }

    private static Object orEmpty(@Nullable Object resource) {
        return resource == null ? Map.of() : resource;
    }

    private static List<Map<String, Object>> resources(@Nullable Object list) {
        var resources = new ArrayList<Map<String, Object>>();
        if (list instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> labels) {
                    var resource = new java.util.HashMap<String, Object>();
                    labels.forEach((label, value) -> resource.put(String.valueOf(label), String.valueOf(value)));
                    resources.add(resource);
                }
            }
        }
        return resources;
    }

    /** Names and prefixes of names, wanted and unwanted. */
    public record Names(Set<String> names, List<String> prefixes, Set<String> notNames, List<String> notPrefixes) {
        static final Set<String> FIELDS = Set.of("prefix", "exclude_prefix", "name", "exclude_name");

        static Names parse(@Nullable FilterFields fields) {
            if (fields == null) {
                return new Names(Set.of(), List.of(), Set.of(), List.of());
            }
            return new Names(
                    Set.copyOf(fields.strings("name")),
                    fields.strings("prefix"),
                    Set.copyOf(fields.strings("exclude_name")),
                    fields.strings("exclude_prefix"));
        }

        boolean match(String event) {
            return (names.isEmpty() || names.contains(event))
                    && (prefixes.isEmpty() || prefixes.stream().anyMatch(event::startsWith))
                    && !notNames.contains(event)
                    && notPrefixes.stream().noneMatch(event::startsWith);
        }
    }
}
