package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the value of a {@link PodVariable}; a wrong shape is told with an example of a right one. */
final class PodValue {
    private final PodVariable variable;
    private final String spelling;

    private PodValue(PodVariable variable, String spelling) {
        this.variable = variable;
        this.spelling = spelling;
    }

    /** A copy in Kubernetes' form. */
    static Object checked(PodVariable variable, String spelling, Object value) {
        return new PodValue(variable, spelling).read(value);
    }

    private Object read(Object value) {
        return switch (variable.shape()) {
            case TEXT -> text(value);
            case NUMBER -> number(value);
            case OBJECT -> JsonCopy.map(object(value));
            case TEXTS -> texts(value);
            case NAMES -> names(value);
            case LIST -> objects(value);
            case NAMED -> objects(value, "name");
            case MOUNTS -> objects(value, "name", "mountPath");
            case CONTAINERS -> objects(value, "name", "image");
        };
    }

    private String text(@Nullable Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw variable.wrong(spelling);
    }

    private Object number(Object value) {
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return value;
        }
        if (value instanceof String text && text.strip().matches("\\d{1,9}")) {
            return Integer.parseInt(text.strip());
        }
        throw variable.wrong(spelling);
    }

    private Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw variable.wrong(spelling);
    }

    /** Numbers and flags as the texts that were meant. */
    private Map<String, Object> texts(Object value) {
        var texts = new LinkedHashMap<String, Object>();
        object(value).forEach((key, content) -> {
            if (content == null || content instanceof Map || content instanceof List) {
                throw variable.wrong(spelling);
            }
            texts.put(String.valueOf(key), content.toString());
        });
        return texts;
    }

    /** {@code [{"name": "a"}]}, or just {@code ["a"]}. */
    private List<Object> names(Object value) {
        if (!(value instanceof List<?> list)) {
            throw variable.wrong(spelling);
        }
        var names = new ArrayList<Object>();
        for (Object element : list) {
            Object name = element instanceof Map<?, ?> map ? map.get("name") : element;
            names.add(JsonCopy.map(Map.of("name", text(name))));
        }
        return names;
    }

    private List<Object> objects(Object value, String... needed) {
        if (!(value instanceof List<?> list)) {
            throw variable.wrong(spelling);
        }
        for (Object element : list) {
            for (String key : needed) {
                text(object(element).get(key));
            }
            object(element);
        }
        return JsonCopy.list(list);
    }
}
