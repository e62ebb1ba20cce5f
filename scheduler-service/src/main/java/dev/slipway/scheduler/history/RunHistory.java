package dev.slipway.scheduler.history;

import dev.slipway.scheduler.history.HistoryInterval.StateCount;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts flow runs or task runs by the time at which they were to start. */
@ApplicationScoped
class RunHistory {
    private final Pool pool;

    RunHistory(Pool pool) {
        this.pool = pool;
    }

    /** One element for each interval, in order, whether it has runs or not. */
    Uni<List<HistoryInterval>> of(Target runs, ListQuery query, HistoryRequest asked) {
        if (asked.intervals() == 0) {
            return Uni.createFrom().item(List.of());
        }
        var estimates = Estimates.of(runs.alias(), query.bindings().bindNow());
        var start = query.bindings().bind(WireTimes.column(asked.start())) + "::timestamptz";
        var end = query.bindings().bind(WireTimes.column(asked.end())) + "::timestamptz";
        var expected = runs.alias() + ".expected_start_time";
        var sql = "select floor(extract(epoch from " + expected + " - " + start + ") / "
                + query.bindings().bind(asked.intervalSeconds()) + "::float8)::int as interval,"
                + " state_type, state_name, count(*) as runs,"
                + " sum(greatest(0, " + estimates.runTime() + ")) as run_time, sum(" + estimates.lateness()
                + ") as lateness"
                + query.fromWhere() + " and " + expected + " >= " + start + " and " + expected + " < " + end
                + " and state_type is not null group by 1, 2, 3 order by 1, 2, 3";
        return pool.preparedQuery(sql).execute(query.bindings().values()).map(rows -> intervals(asked, rows));
    }

    /** How many seconds late flow runs are on average; nothing if there are none. */
    Uni<@Nullable Double> averageLateness(ListQuery query) {
        var estimates = Estimates.of(Target.FLOW_RUNS.alias(), query.bindings().bindNow());
        return pool.preparedQuery("select avg(" + estimates.lateness() + ")::float8" + query.fromWhere())
                .execute(query.bindings().values())
                .map(rows -> rows.iterator().next().getDouble(0));
    }

    private static List<HistoryInterval> intervals(HistoryRequest asked, RowSet<Row> rows) {
        var counts = IntStream.range(0, asked.intervals())
                .mapToObj(index -> new ArrayList<StateCount>())
                .toList();
        rows.forEach(row -> counts.get(row.getInteger("interval")).add(count(row)));
        return IntStream.range(0, asked.intervals())
                .mapToObj(
                        index -> new HistoryInterval(asked.startOf(index), asked.startOf(index + 1), counts.get(index)))
                .toList();
    }

    private static StateCount count(Row row) {
        return new StateCount(
                row.getString("state_type"),
                row.getString("state_name"),
                row.getLong("runs"),
                row.getDouble("run_time"),
                row.getDouble("lateness"));
    }
}
