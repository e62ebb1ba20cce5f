package dev.slipway.scheduler.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where an attempt runs, in the row of its run. */
@ApplicationScoped
class JobRepository {
    private static final String SET_PID =
            "update flow_runs set infrastructure_pid = $4 where workspace = $1 and id = $2 and attempt = $3";

    /** Only for the newest attempt; an older one's infrastructure is of no interest. */
    Uni<Void> infrastructure(SqlConnection tx, String workspace, UUID runId, int attempt, String infrastructureId) {
        return tx.preparedQuery(SET_PID)
                .execute(Tuple.of(workspace, runId, attempt, infrastructureId))
                .replaceWithVoid();
    }
}
