package dev.slipway.dispatcher.dispatch;

import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.run.v1.RunDue;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What launchers are asked for, as the database tells it: that is what they make the names and digests of. */
@ApplicationScoped
public class RecordedRequests {
    private final Pool pool;

    RecordedRequests(Pool pool) {
        this.pool = pool;
    }

    /** The request of a run's first attempt, when it is recorded. */
    public RunDue of(UUID flowRunId) {
        RowSet<Row> rows = await().until(() -> read(flowRunId), found -> found.size() == 1);
        return DispatchMapper.launch(rows.iterator().next()).request();
    }

    private RowSet<Row> read(UUID flowRunId) {
        return pool.preparedQuery("select " + DispatchMapper.COLUMNS + ", " + DispatchMapper.REQUEST
                        + " from dispatches where flow_run_id = $1 and attempt = 1")
                .execute(Tuple.of(flowRunId))
                .await()
                .indefinitely();
    }
}
