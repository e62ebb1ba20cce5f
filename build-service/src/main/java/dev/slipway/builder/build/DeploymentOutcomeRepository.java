package dev.slipway.builder.build;

import dev.slipway.builder.build.DeploymentOutcome.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code build_deployments}. */
@ApplicationScoped
class DeploymentOutcomeRepository {
    /** A deployment that is told again, as when it is paused, was taken over all the same. */
    private static final String RECORD =
            "insert into build_deployments (build_id, name, outcome, message, at) values ($1, $2, $3, $4, $5)"
                    + " on conflict (build_id, name) do update"
                    + " set outcome = excluded.outcome, at = excluded.at, message = case when"
                    + " build_deployments.outcome = excluded.outcome"
                    + " then coalesce(excluded.message, build_deployments.message) else excluded.message end";

    private static final String OF_BUILDS =
            "select build_id, name, outcome, message from build_deployments where build_id = any($1) order by name";

    private final Pool pool;

    DeploymentOutcomeRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> record(SqlConnection tx, UUID build, DeploymentOutcome outcome, Instant at) {
        return tx.preparedQuery(RECORD)
                .execute(Tuple.of(
                        build,
                        outcome.name(),
                        outcome.outcome().name(),
                        outcome.message(),
                        at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** By build, as far as the scheduler has said something. */
    Uni<Map<UUID, List<DeploymentOutcome>>> ofBuilds(Collection<UUID> builds) {
        return pool.preparedQuery(OF_BUILDS)
                .execute(Tuple.of(builds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getUUID("build_id"),
                                Collectors.mapping(DeploymentOutcomeRepository::read, Collectors.toList()))));
    }

    private static DeploymentOutcome read(Row row) {
        return new DeploymentOutcome(
                row.getString("name"), Outcome.valueOf(row.getString("outcome")), row.getString("message"));
    }
}
