package dev.slipway.scheduler.query;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that a filter can ask about a row. */
@FunctionalInterface
interface Criterion {
    /** The condition that {@code asked} means. */
    String condition(String name, Object asked, Bindings bindings);

    /** One operator of a criterion; null if it asks for nothing. */
    @FunctionalInterface
    interface Operator {
        @Nullable
        String condition(Object operand, Bindings bindings);
    }

    /** A criterion whose operators all must hold. */
    static Criterion of(Map<String, Operator> operators) {
        return (name, asked, bindings) -> all(conditions(name, asked, bindings, operators, ""));
    }

    /** A criterion with a choice of {@code and_} (the default) and {@code or_} between its operators. */
    static Criterion composite(Map<String, Operator> operators) {
        return (name, asked, bindings) -> {
            var conditions = conditions(name, asked, bindings, operators, "operator");
            return join(conditions, ((JsonObject) asked).getValue("operator"));
        };
    }

    /** Criteria within a criterion, as type and name within state. */
    static Criterion nested(Map<String, Criterion> parts) {
        return (name, asked, bindings) -> {
            var operators = new LinkedHashMap<String, Operator>();
            parts.forEach((part, criterion) ->
                    operators.put(part, (operand, bound) -> criterion.condition(name + "." + part, operand, bound)));
            return composite(operators).condition(name, asked, bindings);
        };
    }

    private static List<String> conditions(
            String name, Object asked, Bindings bindings, Map<String, Operator> operators, String ignored) {
        if (!(asked instanceof JsonObject operands)) {
            throw ApiProblem.invalid(name + ": an object of operators is needed");
        }
        var conditions = new ArrayList<String>();
        for (var operand : operands) {
            var operator = operators.get(operand.getKey());
            if (operator == null && !operand.getKey().equals(ignored)) {
                throw ApiProblem.invalid(name + "." + operand.getKey() + ": extra inputs are not permitted");
            }
            if (operator != null && operand.getValue() != null) {
                var condition = operator.condition(operand.getValue(), bindings);
                if (condition != null) {
                    conditions.add(condition);
                }
            }
        }
        return conditions;
    }

    /** All of them; true if there is none. */
    static String all(List<String> conditions) {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    /** With {@code and_} or {@code or_} between them; true if there is none. */
    static String join(List<String> conditions, @Nullable Object operator) {
        return switch (operator == null ? "and_" : operator.toString()) {
            case "and_" -> all(conditions);
            case "or_" ->
                conditions.isEmpty() ? "true" : conditions.stream().collect(Collectors.joining(") or (", "((", "))"));
            default -> throw ApiProblem.invalid("operator: and_ or or_ is needed");
        };
    }
}
