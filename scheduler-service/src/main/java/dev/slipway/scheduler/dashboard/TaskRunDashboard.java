package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/** Ended task runs over time. */
@ApplicationScoped
class TaskRunDashboard {
    private final Pool pool;

    TaskRunDashboard(Pool pool) {
        this.pool = pool;
    }

    /** How many task runs of an interval went well, and how many did not. */
    record Ended(long completed, long failed) {}

    /** One element for each interval, in order. */
    Uni<List<Ended>> ended(ListQuery query, TaskRunBuckets buckets) {
        var start = query.bindings().bind(WireTimes.column(buckets.start())) + "::timestamptz";
        var sql = "select floor(extract(epoch from t.start_time - " + start + ") / "
                + query.bindings().bind(buckets.secondsEach()) + "::float8)::int as bucket,"
                + " count(*) filter (where t.state_type in ('CRASHED', 'FAILED')) as failed,"
                + " count(*) filter (where t.state_type not in ('CRASHED', 'FAILED')) as completed"
                + query.fromWhere() + " and t.start_time >= " + start + " and t.start_time < "
                + query.bindings().bind(WireTimes.column(buckets.end())) + " group by 1";
        return pool.preparedQuery(sql).execute(query.bindings().values()).map(TaskRunDashboard::read);
    }

    private static List<Ended> read(RowSet<Row> rows) {
        var ended = IntStream.range(0, TaskRunBuckets.NUMBER)
                .mapToObj(index -> new Ended(0, 0))
                .toArray(Ended[]::new);
        rows.forEach(
                row -> ended[row.getInteger("bucket")] = new Ended(row.getLong("completed"), row.getLong("failed")));
        return List.of(ended);
    }
}
