package dev.slipway.dispatcher.diagnosis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the attempts of runs, as far as it is kept. */
@ApplicationScoped
public class JobHistoryRepository {
    private static final String OF_RUNS =
            "select flow_run_id, attempt, state, infrastructure_id, container_name, image,"
                    + " recorded_at, created_at, started_at, ended_at, end_reason, exit_code, message from dispatches"
                    + " where workspace = $1 and flow_run_id = any($2) order by flow_run_id, attempt limit 200";

    private final Pool pool;

    public JobHistoryRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<JsonArray> of(String workspace, UUID[] runs) {
        return pool.preparedQuery(OF_RUNS).execute(Tuple.of(workspace, runs)).map(rows -> {
            var jobs = new JsonArray();
            rows.forEach(row -> jobs.add(job(row)));
            return jobs;
        });
    }

    private static JsonObject job(Row row) {
        return new JsonObject()
                .put("flowRunId", row.getUUID("flow_run_id").toString())
                .put("attempt", row.getInteger("attempt"))
                .put("state", row.getString("state"))
                .put("job", row.getString("infrastructure_id"))
                .put("name", row.getString("container_name"))
                .put("image", row.getString("image"))
                .put("recordedAt", text(row.getOffsetDateTime("recorded_at")))
                .put("createdAt", text(row.getOffsetDateTime("created_at")))
                .put("startedAt", text(row.getOffsetDateTime("started_at")))
                .put("endedAt", text(row.getOffsetDateTime("ended_at")))
                .put("exitReason", row.getString("end_reason"))
                .put("exitCode", row.getInteger("exit_code"))
                .put("message", row.getString("message"));
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant().toString();
    }
}
