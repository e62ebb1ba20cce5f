package dev.slipway.scheduler.query;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The values of a statement under construction; SQL text only ever holds their places. */
public final class Bindings {
    private final Tuple values = Tuple.tuple();
    private final Instant now;

    public Bindings(Instant now) {
        this.now = now;
    }

    /** Adds the time of the question and names its place. */
    public String bindNow() {
        return bind(now.atOffset(ZoneOffset.UTC)) + "::timestamptz";
    }

    /** Adds a value and names its place, as {@code $3}. */
    public String bind(@Nullable Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    /** The values in their order. */
    public Tuple values() {
        return values;
    }
}
