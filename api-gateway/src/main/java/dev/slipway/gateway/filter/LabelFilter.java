package dev.slipway.gateway.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels that a resource must have; a label that it doesn't have never matches, not even negated. */
record LabelFilter(Map<String, Values> labels) {

    static LabelFilter parse(String name, JsonNode labels) {
        if (!labels.isObject()) {
            throw new InvalidFilter(name + " is an object");
        }
        var parsed = new java.util.LinkedHashMap<String, Values>();
        labels.properties().forEach(label -> parsed.put(label.getKey(), Values.parse(name, label.getValue())));
        return new LabelFilter(parsed);
    }

    boolean matches(Map<String, Object> resource) {
        return labels.entrySet().stream().allMatch(label -> {
            Object value = resource.get(label.getKey());
            return value != null && label.getValue().match(value.toString());
        });
    }

    /** Patterns of which one must match, and patterns of which none may. */
    record Values(List<Pattern> wanted, List<Pattern> unwanted) {

        static Values parse(String name, JsonNode values) {
            var parsed = new Values(new ArrayList<>(), new ArrayList<>());
            for (JsonNode value : values.isArray() ? values : List.of(values)) {
                if (!value.isTextual()) {
                    throw new InvalidFilter(name + " has patterns for values");
                }
                parsed.add(value.asText());
            }
            return parsed;
        }

        boolean match(String value) {
            return unwanted.stream().noneMatch(pattern -> pattern.matcher(value).matches())
                    && (wanted.isEmpty()
                            || wanted.stream()
                                    .anyMatch(pattern -> pattern.matcher(value).matches()));
        }

        private void add(String glob) {
            if (glob.startsWith("!")) {
                unwanted.add(Glob.compile(glob.substring(1)));
            } else {
                wanted.add(Glob.compile(glob));
            }
        }
    }
}
