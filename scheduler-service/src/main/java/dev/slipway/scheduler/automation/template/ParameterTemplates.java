package dev.slipway.scheduler.automation.template;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters with templates in them: texts with template syntax, and objects of the kind {@code jinja}. A text that is nothing but
 * one expression becomes the expression's value, of whatever type. Other kinds are left for who takes the parameters.
 */
public final class ParameterTemplates {
    private static final String KIND = "__prefect_kind";
    private static final Pattern ONE_EXPRESSION = Pattern.compile("\\s*\\{\\{((?:(?!\\{\\{).)*)}}\\s*", Pattern.DOTALL);

    private final Templates templates;
    private final Map<String, Object> values;

    private ParameterTemplates(Templates templates, Map<String, Object> values) {
        this.templates = templates;
        this.values = values;
    }

    /** Every template in the parameters. */
    public static List<String> of(JsonObject parameters) {
        var found = new ArrayList<String>();
        collect(parameters, found);
        return found;
    }

    private static void collect(@Nullable Object value, List<String> found) {
        switch (value) {
            case String text when Templates.isTemplate(text) -> found.add(text);
            case JsonObject object when isJinja(object) -> found.add(String.valueOf(object.getValue("template")));
            case JsonObject object -> object.forEach(entry -> collect(entry.getValue(), found));
            case JsonArray array -> array.forEach(element -> collect(element, found));
            case null, default -> {}
        }
    }

    /** The parameters with what the templates say. */
    public static JsonObject render(JsonObject parameters, Templates templates, Map<String, Object> values)
            throws TemplateFault {
        return new ParameterTemplates(templates, values).object(parameters);
    }

    private JsonObject object(JsonObject object) throws TemplateFault {
        var rendered = new JsonObject();
        for (var entry : object) {
            rendered.put(entry.getKey(), value(entry.getValue()));
        }
        return rendered;
    }

    private @Nullable Object value(@Nullable Object value) throws TemplateFault {
        return switch (value) {
            case String text when Templates.isTemplate(text) -> text(text);
            case JsonObject object
            when isJinja(object) -> templates.render(String.valueOf(object.getValue("template")), values);
            case JsonObject object -> object(object);
            case JsonArray array -> {
                var rendered = new JsonArray();
                for (Object element : array) {
                    rendered.add(value(element));
                }
                yield rendered;
            }
            case null, default -> value;
        };
    }

    private @Nullable Object text(String template) throws TemplateFault {
        var one = ONE_EXPRESSION.matcher(template);
        if (!one.matches()) {
            return templates.render(template, values);
        }
        var json = templates.render("{{ " + Objects.requireNonNull(one.group(1)).strip() + " | tojson }}", values);
        try {
            return json.isBlank() ? null : Json.decodeValue(json);
        } catch (DecodeException e) {
            throw new TemplateFault("the value of '" + template.strip() + "' is no JSON: " + json, 0);
        }
    }

    private static boolean isJinja(JsonObject object) {
        return "jinja".equals(object.getValue(KIND));
    }
}
