package dev.slipway.scheduler.flowrun;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Adds to flow runs what clients want to know about where they are queued. */
@ApplicationScoped
public class FlowRunViews {
    private static final String PLACES = "select q.id, q.name, p.id as pool_id, p.name as pool_name"
            + " from work_queues q join work_pools p on p.id = q.work_pool_id where q.id = any($1)";

    private final Pool pool;
    private final Clock clock;

    FlowRunViews(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    public Uni<FlowRunView> of(FlowRun run) {
        return of(pool, List.of(run)).map(List::getFirst);
    }

    /** In the same order. */
    public Uni<List<FlowRunView>> of(List<FlowRun> runs) {
        return of(pool, runs);
    }

    /** As the transaction sees it. */
    public Uni<FlowRunView> of(SqlClient tx, FlowRun run) {
        return of(tx, List.of(run)).map(List::getFirst);
    }

    private Uni<List<FlowRunView>> of(SqlClient client, List<FlowRun> runs) {
        var now = clock.instant();
        return places(client, runs).map(places -> runs.stream()
                .map(run -> FlowRunView.of(run, run.workQueueId() == null ? null : places.get(run.workQueueId()), now))
                .toList());
    }

    private static Uni<Map<UUID, FlowRunView.Place>> places(SqlClient client, List<FlowRun> runs) {
        var queues = runs.stream()
                .map(FlowRun::workQueueId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        if (queues.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(PLACES).execute(Tuple.of(queues)).map(rows -> {
            var places = new HashMap<UUID, FlowRunView.Place>();
            rows.forEach(row -> places.put(
                    row.getUUID("id"),
                    new FlowRunView.Place(
                            row.getUUID("id"),
                            row.getString("name"),
                            row.getUUID("pool_id"),
                            row.getString("pool_name"))));
            return places;
        });
    }
}
