package dev.slipway.gateway.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one object of a filter strictly: unknown fields are refused, null means absent. */
record FilterFields(String name, JsonNode object) {

    /** The object, of which only {@code known} fields may be there. */
    static FilterFields of(String name, JsonNode object, Set<String> known) {
        if (!object.isObject()) {
            throw new InvalidFilter(name + " is an object");
        }
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new InvalidFilter(name + "." + field + " is unknown");
            }
        });
        return new FilterFields(name, object);
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    JsonNode node(String field) {
        return object.path(field);
    }

    /** The strings of a list; empty if it is absent. */
    List<String> strings(String field) {
        var strings = new ArrayList<String>();
        for (JsonNode element : list(field)) {
            if (!element.isTextual()) {
                throw new InvalidFilter(name + "." + field + " is a list of strings");
            }
            strings.add(element.asText());
        }
        return strings;
    }

    /** The elements of a list; none if it is absent. */
    Iterable<JsonNode> list(String field) {
        if (!has(field)) {
            return List.of();
        }
        if (!object.path(field).isArray()) {
            throw new InvalidFilter(name + "." + field + " is a list");
        }
        return object.path(field);
    }

    List<UUID> uuids(String field) {
        try {
            return strings(field).stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidFilter(name + "." + field + " is a list of UUIDs");
        }
    }

    @Nullable
    Instant time(String field) {
        if (!has(field)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(object.path(field).asText().replace(' ', 'T'))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new InvalidFilter(name + "." + field + " is a time with an offset");
        }
    }

    @Nullable
    Integer integer(String field) {
        if (!has(field)) {
            return null;
        }
        if (!object.path(field).isInt()) {
            throw new InvalidFilter(name + "." + field + " is a whole number");
        }
        return object.path(field).asInt();
    }

    @Nullable
    Boolean truth(String field) {
        if (!has(field)) {
            return null;
        }
        if (!object.path(field).isBoolean()) {
            throw new InvalidFilter(name + "." + field + " is true or false");
        }
        return object.path(field).asBoolean();
    }

    String text(String field) {
        if (!object.path(field).isTextual()) {
            throw new InvalidFilter(name + "." + field + " is a string");
        }
        return object.path(field).asText();
    }
}
