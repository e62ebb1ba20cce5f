package dev.slipway.dispatcher.template;

import dev.slipway.dispatcher.container.CreateOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code container_create_kwargs}: docker-py's names and shapes, checked before the engine sees them. */
final class CreateOptions {
    /** Variables of their own, which the worker takes from there and ignores here. */
    private static final Set<String> VARIABLES = Set.of(
            "image",
            "command",
            "env",
            "labels",
            "name",
            "networks",
            "network_mode",
            "auto_remove",
            "volumes",
            "mem_limit",
            "memswap_limit",
            "privileged",
            "stream_output",
            "image_pull_policy",
            "registry_credentials",
            "container_create_kwargs");

    private CreateOptions() {}

    static Map<CreateOption, Object> of(Map<String, Object> arguments) {
        var options = new EnumMap<CreateOption, Object>(CreateOption.class);
        arguments.forEach((key, value) -> {
            if (value != null && !VARIABLES.contains(key)) {
                CreateOption option = CreateOption.named(key).orElseThrow(() -> unknown(key));
                options.put(option, read(option, value));
            }
        });
        return options;
    }

    private static Object read(CreateOption option, Object value) {
        String key = "container_create_kwargs." + option.key();
        return switch (option.kind()) {
            case TEXT -> text(key, value);
            case NUMBER -> number(key, value);
            case BYTES -> value instanceof Number number ? number.longValue() : ByteSize.parse(key, text(key, value));
            case FLAG -> flag(key, value);
            case WORDS -> words(key, value);
            case PAIRS -> pairs(key, value);
        };
    }

    private static String text(String key, Object value) {
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        throw JsonValues.wrong(key, "a text");
    }

    private static Long number(String key, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw JsonValues.wrong(key, "a whole number");
    }

    private static Boolean flag(String key, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw JsonValues.wrong(key, "true or false");
    }

    private static List<String> words(String key, Object value) {
        if (value instanceof String text) {
            return ShellWords.split(text);
        }
        if (value instanceof List<?> list && list.stream().noneMatch(Map.class::isInstance)) {
            return list.stream().map(PythonText::of).toList();
        }
        throw JsonValues.wrong(key, "a text or a list of texts");
    }

    /** docker-py takes an object, or a list of {@code name:value}. */
    private static Map<String, String> pairs(String key, Object value) {
        var pairs = new LinkedHashMap<String, String>();
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, content) -> pairs.put(String.valueOf(name), content == null ? "" : PythonText.of(content)));
            return pairs;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            list.forEach(entry -> {
                String[] parts = entry.toString().split(":", 2);
                pairs.put(parts[0], parts.length == 2 ? parts[1] : "");
            });
            return pairs;
        }
        throw JsonValues.wrong(key, "an object, or a list of name:value");
    }

    private static InvalidConfiguration unknown(String key) {
        return new InvalidConfiguration(
                "container_create_kwargs." + key + " is not supported. Supported are: " + CreateOption.names() + ".");
    }
}
