package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Slots of deployments: rows of {@code concurrency_leases} that are not expired. Their number is what is in use. */
@ApplicationScoped
class LeaseRepository {
    static final Duration DEFAULT_GRACE = Duration.ofMinutes(5);

    /** Longer than any run: for leases that end with the run's stay. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    /** Two runs that ask at once must not both find the last slot free. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String COUNT = """
            select coalesce(sum(slots) filter (where holder_id <> $3), 0)::integer as others,
                coalesce(bool_or(holder_id = $3), false) as own
            from concurrency_leases
            where workspace = $1 and limit_name = $2 and expires_at > $4
            """;
    private static final String INSERT =
            "insert into concurrency_leases (id, workspace, limit_name, holder_id, slots, expires_at, created)"
                    + " values ($1, $2, $3, $4, 1, $5, $6)";
    private static final String DELETE =
            "delete from concurrency_leases where workspace = $1 and limit_name = $2 and holder_id = $3";
    private static final String RENEW = "update concurrency_leases set expires_at = $2 where id = $1";

    /** The deployment's slots as this transaction may count on them; nobody else takes one before it ends. */
    Uni<DeploymentSlots> locked(SqlConnection tx, FlowRun run, Surroundings.Deployment deployment, Instant now) {
        String name = name(deployment.named().id());
        Integer limit = deployment.concurrencyLimit();
        Integer grace = deployment.graceSeconds();
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(name))
                .chain(() -> tx.preparedQuery(COUNT)
                        .execute(Tuple.of(run.workspace(), name, run.id(), WireTimes.column(now))))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new DeploymentSlots(
                            limit == null ? 0 : limit,
                            deployment.cancelNew(),
                            grace == null ? DEFAULT_GRACE : Duration.ofSeconds(grace),
                            row.getInteger("others"),
                            row.getBoolean("own"));
                });
    }

    Uni<Void> change(SqlConnection tx, FlowRun run, SlotChange change, Instant now) {
        UUID deploymentId = run.deploymentId();
        if (deploymentId == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (change) {
            case SlotChange.Unchanged none -> Uni.createFrom().voidItem();
            case SlotChange.Acquire acquire ->
                release(tx, run, deploymentId)
                        .chain(() -> tx.preparedQuery(INSERT)
                                .execute(Tuple.of(acquire.leaseId(), run.workspace())
                                        .addString(name(deploymentId))
                                        .addUUID(run.id())
                                        .addOffsetDateTime(WireTimes.column(end(now, acquire.duration())))
                                        .addOffsetDateTime(WireTimes.column(now))))
                        .replaceWithVoid();
            case SlotChange.Renew renew ->
                tx.preparedQuery(RENEW)
                        .execute(Tuple.of(renew.leaseId(), WireTimes.column(end(now, renew.duration()))))
                        .replaceWithVoid();
            case SlotChange.Release release -> release(tx, run, deploymentId);
        };
    }

    private static Uni<Void> release(SqlConnection tx, FlowRun run, UUID deploymentId) {
        return tx.preparedQuery(DELETE)
                .execute(Tuple.of(run.workspace(), name(deploymentId), run.id()))
                .replaceWithVoid();
    }

    private static Instant end(Instant now, @Nullable Duration duration) {
        return now.plus(duration == null ? UNLIMITED : duration);
    }

    private static String name(UUID deploymentId) {
        return "deployment:" + deploymentId;
    }
}
