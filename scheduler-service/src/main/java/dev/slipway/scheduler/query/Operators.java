package dev.slipway.scheduler.query;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Criterion.Operator;
import io.vertx.core.json.JsonArray;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The operators that Prefect's criteria are made of, over a column or an expression. */
final class Operators {
    private Operators() {}

    /** The operators of both. */
    static Map<String, Operator> with(Map<String, Operator> some, Map<String, Operator> others) {
        var all = new LinkedHashMap<>(some);
        all.putAll(others);
        return all;
    }

    /** An empty list of {@code any_} matches nothing, one of {@code not_any_} asks for nothing. */
    static Map<String, Operator> uuids(String column) {
        return Map.of(
                "any_", (ids, bindings) -> column + " = any(" + bindings.bind(uuidArray(ids)) + ")",
                "not_any_",
                        (ids, bindings) -> uuidArray(ids).length == 0
                                ? null
                                : column + " <> all(" + bindings.bind(uuidArray(ids)) + ")");
    }

    static Map<String, Operator> texts(String column) {
        return Map.of(
                "any_", (texts, bindings) -> column + " = any(" + bindings.bind(textArray(texts)) + ")",
                "not_any_",
                        (texts, bindings) -> textArray(texts).length == 0
                                ? null
                                : column + " <> all(" + bindings.bind(textArray(texts)) + ")");
    }

    /** Contains, whatever the case; the wildcards of LIKE are ordinary characters. */
    static Map<String, Operator> like(String... columns) {
        return Map.of("like_", (text, bindings) -> {
            var place = bindings.bind("%" + escaped(string(text)) + "%");
            return java.util.Arrays.stream(columns)
                    .map(column -> column + " ilike " + place)
                    .collect(java.util.stream.Collectors.joining(" or ", "(", ")"));
        });
    }

    static Map<String, Operator> startsWith(String column) {
        return Map.of("startswith_", (texts, bindings) -> {
            var patterns = java.util.Arrays.stream(textArray(texts))
                    .map(text -> escaped(text) + "%")
                    .toArray(String[]::new);
            return column + " like any(" + bindings.bind(patterns) + ")";
        });
    }

    static Map<String, Operator> isNull(String column) {
        return Map.of("is_null_", (wanted, bindings) -> column + (bool(wanted) ? " is null" : " is not null"));
    }

    /** Whether the column has a value. */
    static Map<String, Operator> present(String column) {
        return Map.of("exists_", (wanted, bindings) -> column + (bool(wanted) ? " is not null" : " is null"));
    }

    static Map<String, Operator> equal(String column) {
        return Map.of("eq_", (wanted, bindings) -> column + " = " + bindings.bind(bool(wanted)));
    }

    static Map<String, Operator> tags(String column) {
        return Map.of(
                "all_", (tags, bindings) -> column + " @> " + bindings.bind(textArray(tags)),
                "any_", (tags, bindings) -> column + " && " + bindings.bind(textArray(tags)),
                "is_null_", (wanted, bindings) -> column + (bool(wanted) ? " = '{}'" : " <> '{}'"));
    }

    static Map<String, Operator> times(String column) {
        return Map.of(
                "before_", (time, bindings) -> column + " <= " + bindings.bind(time(time)),
                "after_", (time, bindings) -> column + " >= " + bindings.bind(time(time)),
                "is_null_", (wanted, bindings) -> column + (bool(wanted) ? " is null" : " is not null"));
    }

    static Map<String, Operator> numbers(String column) {
        return Map.of(
                "ge_", (number, bindings) -> column + " >= " + bindings.bind(number(number)),
                "le_", (number, bindings) -> column + " <= " + bindings.bind(number(number)));
    }

    /** A search by words. */
    static Map<String, Operator> words(String operator, String column) {
        return Map.of(operator, (text, bindings) -> {
            var conditions = new Conditions(bindings);
            TextQuery.of(string(text)).addTo(conditions, column);
            return conditions.all();
        });
    }

    /** A row of another table exists, or not. */
    static Map<String, Operator> exists(String operator, String subquery) {
        return Map.of(operator, (wanted, bindings) -> (bool(wanted) ? "" : "not ") + "exists (" + subquery + ")");
    }

    /** As {@link #exists} for the opposite question. */
    static Map<String, Operator> missing(String operator, String subquery) {
        return Map.of(operator, (wanted, bindings) -> (bool(wanted) ? "not " : "") + "exists (" + subquery + ")");
    }

    /** Turns a criterion about a related row into one about this row. */
    static Map<String, Operator> within(String subquery, Map<String, Operator> operators) {
        var all = new LinkedHashMap<String, Operator>();
        operators.forEach((name, operator) -> all.put(name, (operand, bindings) -> {
            var condition = operator.condition(operand, bindings);
            return condition == null ? null : "exists (" + subquery + " and " + condition + ")";
        }));
        return all;
    }

    /** {@code any_} under another name. */
    static Map<String, Operator> renamed(String name, Map<String, Operator> operators) {
        return Map.of(name, java.util.Objects.requireNonNull(operators.get("any_")));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static UUID[] uuidArray(Object value) {
        return list(value, Operators::uuid).toArray(UUID[]::new);
    }

    private static String[] textArray(Object value) {
        return list(value, Operators::string).toArray(String[]::new);
    }

    private static <T> List<T> list(Object value, Function<Object, T> element) {
        if (!(value instanceof JsonArray array)) {
            throw ApiProblem.invalid("a list is needed: " + value);
        }
        return array.stream().map(element).toList();
    }

    private static UUID uuid(Object value) {
        try {
            return UUID.fromString(string(value));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("not a UUID: " + value);
        }
    }

    private static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw ApiProblem.invalid("a string is needed: " + value);
    }

    private static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw ApiProblem.invalid("true or false is needed: " + value);
    }

    private static int number(Object value) {
        if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            return number.intValue();
        }
        throw ApiProblem.invalid("a whole number is needed: " + value);
    }

    private static Object time(Object value) {
        try {
            return WireTimes.parse(string(value)).atOffset(java.time.ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw ApiProblem.invalid("not a date and time: " + value);
        }
    }
}
