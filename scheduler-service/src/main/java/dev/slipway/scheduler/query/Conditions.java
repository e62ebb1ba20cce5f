package dev.slipway.scheduler.query;

import dev.slipway.scheduler.json.WireTimes;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Conditions of a statement under construction, and the values of its parameters. */
public final class Conditions {
    private final Bindings bindings;
    private final List<String> clauses = new ArrayList<>();

    public Conditions(Bindings bindings) {
        this.bindings = bindings;
    }

    /** A group of its own that shares the statement's parameters; put it in with {@code add(group.all())}. */
    public Conditions group() {
        return new Conditions(bindings);
    }

    /** Adds a condition; each {@code ?} in it becomes the parameter of the value in its place. */
    public Conditions add(String clause, Object... arguments) {
        var sql = new StringBuilder();
        int from = 0;
        for (Object argument : arguments) {
            int mark = clause.indexOf('?', from);
            sql.append(clause, from, mark).append(bind(argument));
            from = mark + 1;
        }
        clauses.add(sql.append(clause, from, clause.length()).toString());
        return this;
    }

    /** Adds the condition unless the list is absent or empty; each {@code ?} becomes the parameter of the list. */
    public Conditions addIfGiven(String clause, @Nullable List<?> list) {
        if (list != null && !list.isEmpty()) {
            clauses.add(clause.replace("?", bind(list)));
        }
        return this;
    }

    /** Gives the value a parameter and answers its name. */
    public String bind(@Nullable Object value) {
        return bindings.bind(column(value));
    }

    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** True where every condition holds. */
    public String all() {
        return joined(" and ");
    }

    /** True where one condition holds, or if there is none. */
    public String any() {
        return joined(" or ");
    }

    /** The values of all parameters so far. */
    public Tuple tuple() {
        return bindings.values();
    }

    private String joined(String operator) {
        return clauses.isEmpty() ? "true" : "(" + String.join(operator, clauses) + ")";
    }

    private static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case Instant time -> WireTimes.column(time);
            case Collection<?> items
            when items.stream().allMatch(UUID.class::isInstance) && !items.isEmpty() -> items.toArray(UUID[]::new);
            case Collection<?> items -> items.stream().map(String::valueOf).toArray(String[]::new);
            case null, default -> value;
        };
    }
}
