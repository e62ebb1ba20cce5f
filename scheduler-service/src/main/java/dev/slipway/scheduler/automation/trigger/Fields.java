package dev.slipway.scheduler.automation.trigger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object that somebody sent; what does not fit is noted and read as something harmless.
 *
 * @param place where the object is in the body
 */
public record Fields(JsonObject json, List<Object> place, Faults faults) {
    private static final int MILLIS = 1_000;

    /** The place of something in this object. */
    public List<Object> at(Object... names) {
        return Stream.concat(place.stream(), Stream.of(names)).toList();
    }

    /** Whether there is anything but null under that name. */
    public boolean has(String name) {
        return json.getValue(name) != null;
    }

    /** Notes fields that nobody knows. */
    public void allowOnly(Set<String> names) {
        json.fieldNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        faults.add(at(name), "extra_forbidden", "Extra inputs are not permitted", json.getValue(name)));
    }

    /** Notes a field that is missing. */
    public boolean require(String name) {
        if (json.containsKey(name)) {
            return true;
        }
        faults.add(at(name), "missing", "Field required", json);
        return false;
    }

    /** A text; {@code usual} if there is none. */
    public String text(String name, String usual) {
        var text = textOrNull(name);
        if (text == null && json.containsKey(name) && json.getValue(name) == null) {
            refuse(name, "string_type", "Input should be a valid string");
        }
        return text == null ? usual : text;
    }

    /** A text, or null. */
    public @Nullable String textOrNull(String name) {
        var value = json.getValue(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        refuse(name, "string_type", "Input should be a valid string");
        return null;
    }

    /** True or false. */
    public boolean bool(String name, boolean usual) {
        if (!json.containsKey(name)) {
            return usual;
        }
        if (json.getValue(name) instanceof Boolean bool) {
            return bool;
        }
        refuse(name, "bool_type", "Input should be a valid boolean");
        return usual;
    }

    /** A whole number. */
    public int integer(String name, int usual) {
        if (!json.containsKey(name)) {
            return usual;
        }
        if (json.getValue(name) instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        refuse(name, "int_parsing", "Input should be a valid integer");
        return usual;
    }

    /** An id, or null. */
    public @Nullable UUID uuid(String name) {
        var text = textOrNull(name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            refuse(name, "uuid_parsing", "Input should be a valid UUID");
            return null;
        }
    }

    /** An object, or null. */
    public @Nullable JsonObject object(String name) {
        var value = json.getValue(name);
        if (value == null || value instanceof JsonObject) {
            return (JsonObject) value;
        }
        refuse(name, "dict_type", "Input should be a valid dictionary");
        return null;
    }

    /** A list; empty if there is none. */
    public JsonArray list(String name) {
        if (!json.containsKey(name)) {
            return new JsonArray();
        }
        if (json.getValue(name) instanceof JsonArray list) {
            return list;
        }
        refuse(name, "list_type", "Input should be a valid list");
        return new JsonArray();
    }

    /** The objects of a list, each with its place. */
    public List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        var list = list(name);
        for (int i = 0; i < list.size(); i++) {
            if (list.getValue(i) instanceof JsonObject object) {
                objects.add(new Fields(object, at(name, i), faults));
            } else {
                faults.add(at(name, i), "model_type", "Input should be a valid dictionary", list.getValue(i));
            }
        }
        return objects;
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (Object element : list(name)) {
            if (element instanceof String text) {
                texts.add(text);
            } else {
                refuse(name, "string_type", "Input should be a valid string");
            }
        }
        return texts;
    }

    SortedSet<String> set(String name) {
        return new TreeSet<>(texts(name));
    }

    /** A length of time: seconds, or in ISO 8601. */
    public @Nullable Duration duration(String name) {
        var value = json.getValue(name);
        try {
            return switch (value) {
                case null -> null;
                case Number seconds -> Duration.ofMillis(Math.round(seconds.doubleValue() * MILLIS));
                case String text
                when text.matches("-?\\d+(\\.\\d+)?") ->
                    Duration.ofMillis(Math.round(Double.parseDouble(text) * MILLIS));
                case String text -> Duration.parse(text);
                default -> throw new DateTimeException("no duration");
            };
        } catch (DateTimeException | ArithmeticException e) {
            refuse(name, "time_delta_parsing", "Input should be a valid timedelta");
            return null;
        }
    }

    private void refuse(String name, String type, String message) {
        faults.add(at(name), type, message, json.getValue(name));
    }
}
