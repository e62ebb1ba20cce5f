package dev.slipway.scheduler.query;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The statement that changes what a PATCH body names, and leaves the rest: null is a value, absence is none. */
public final class PartialUpdate {
    private final String table;
    private final JsonObject body;
    private final Bindings bindings;
    private final List<String> assignments = new ArrayList<>();

    private PartialUpdate(String table, JsonObject body, Instant now) {
        this.table = table;
        this.body = body;
        this.bindings = new Bindings(now);
        assignments.add("updated = " + bindings.bindNow());
    }

    public static PartialUpdate of(String table, JsonObject body, Instant now) {
        return new PartialUpdate(table, body, now);
    }

    /** Assigns a value that the body does not have. */
    public PartialUpdate set(String column, Object value) {
        assignments.add(column + " = " + bindings.bind(value));
        return this;
    }

    public PartialUpdate text(String column) {
        return column(column, "a string", value -> (String) value);
    }

    public PartialUpdate bool(String column) {
        return column(column, "true or false", value -> (Boolean) value);
    }

    public PartialUpdate integer(String column) {
        return column(column, "a whole number", value -> Math.toIntExact(((Number) value).longValue()));
    }

    public PartialUpdate uuid(String column) {
        return column(column, "a UUID", value -> UUID.fromString((String) value));
    }

    public PartialUpdate object(String column) {
        return column(column, "an object", value -> (JsonObject) value);
    }

    public PartialUpdate json(String column) {
        return column(column, "a JSON value", WireJson::jsonb);
    }

    public PartialUpdate texts(String column) {
        return column(column, "a list of strings", value -> ((JsonArray) value)
                .stream().map(String.class::cast).toArray(String[]::new));
    }

    private PartialUpdate column(String column, String kind, Function<Object, Object> convert) {
        if (body.containsKey(column)) {
            var value = body.getValue(column);
            try {
                assignments.add(column + " = " + bindings.bind(value == null ? null : convert.apply(value)));
            } catch (ClassCastException | IllegalArgumentException | ArithmeticException e) {
                throw ApiProblem.invalid(column + ": " + kind + " is needed");
            }
        }
        return this;
    }

    /** The statement for the row with that id. */
    public String where(String workspace, UUID id) {
        return "update " + table + " set " + String.join(", ", assignments) + " where workspace = "
                + bindings.bind(workspace) + " and id = " + bindings.bind(id);
    }

    public Tuple values() {
        return bindings.values();
    }
}
