package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.WorkerLiveness;
import dev.slipway.scheduler.workpool.WorkPoolConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Adds to deployments what clients want to know beside them. */
@ApplicationScoped
class DeploymentViews {
    private static final String AROUND =
            "select d.id, q.name as queue_name, q.last_polled, p.name as pool_name, p.type,"
                    + " coalesce(" + WorkerLiveness.hasOnlineWorker("p.id", "$2::timestamptz")
                    + ", false) as has_worker,"
                    + " (select coalesce(sum(l.slots), 0)::int from concurrency_leases l where l.workspace = d.workspace"
                    + " and l.limit_name = 'deployment:' || d.id and l.expires_at > $2) as active_slots"
                    + " from deployments d left join work_queues q on q.id = d.work_queue_id"
                    + " left join work_pools p on p.id = q.work_pool_id where d.id = any($1)";

    private final Pool pool;
    private final ScheduleRepository schedules;
    private final WorkPoolConfig config;
    private final Clock clock;

    DeploymentViews(Pool pool, ScheduleRepository schedules, WorkPoolConfig config, Clock clock) {
        this.pool = pool;
        this.schedules = schedules;
        this.config = config;
        this.clock = clock;
    }

    Uni<DeploymentView> of(Deployment deployment) {
        return of(List.of(deployment)).map(List::getFirst);
    }

    /** In the same order. */
    Uni<List<DeploymentView>> of(List<Deployment> deployments) {
        var ids = deployments.stream().map(Deployment::id).toArray(UUID[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return schedules.of(pool, ids).chain(all -> around(ids, all)).map(around -> deployments.stream()
                .map(deployment -> DeploymentView.of(deployment, Objects.requireNonNull(around.get(deployment.id()))))
                .toList());
    }

    private Uni<Map<UUID, DeploymentView.Surroundings>> around(UUID[] ids, List<DeploymentSchedule> all) {
        var byDeployment = all.stream().collect(Collectors.groupingBy(DeploymentSchedule::deploymentId));
        var parameters = Tuple.tuple().addArrayOfUUID(ids).addOffsetDateTime(WireTimes.column(clock.instant()));
        return pool.preparedQuery(AROUND).execute(parameters).map(rows -> {
            var around = new HashMap<UUID, DeploymentView.Surroundings>();
            Listing.each(row -> row)
                    .apply(rows)
                    .forEach(row -> around.put(
                            row.getUUID("id"),
                            surroundings(row, byDeployment.getOrDefault(row.getUUID("id"), List.of()))));
            return around;
        });
    }

    private DeploymentView.Surroundings surroundings(Row row, List<DeploymentSchedule> own) {
        var type = row.getString("type");
        return new DeploymentView.Surroundings(
                row.getString("queue_name"),
                WireTimes.instant(row.getOffsetDateTime("last_polled")),
                row.getString("pool_name"),
                row.getBoolean("has_worker")
                        || (type != null && config.dispatchedTypes().contains(type)),
                row.getInteger("active_slots"),
                own);
    }
}
