package dev.slipway.scheduler.input;

import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table {@code flow_run_inputs}. */
@ApplicationScoped
class FlowRunInputRepository {
    /** Nothing is added if there is no such run in the workspace. */
    private static final String INSERT = """
            insert into flow_run_inputs (id, workspace, flow_run_id, key, value, sender, created)
            select $1, workspace, id, $4, $5, $6, $7 from flow_runs where workspace = $2 and id = $3
            """;

    private static final String SELECT = "select * from flow_run_inputs where workspace = $1 and flow_run_id = $2";

    Uni<Boolean> insert(SqlClient client, String workspace, FlowRunInput input) {
        var row = Tuple.of(input.id(), workspace, input.flowRunId(), input.key(), input.value())
                .addString(input.sender())
                .addOffsetDateTime(WireTimes.column(input.created()));
        return client.preparedQuery(INSERT).execute(row).map(inserted -> inserted.rowCount() == 1);
    }

    Uni<Optional<FlowRunInput>> find(SqlClient client, String workspace, UUID runId, String key) {
        return client.preparedQuery(SELECT + " and key = $3")
                .execute(Tuple.of(workspace, runId, key))
                .map(rows -> rows.stream().map(FlowRunInputRepository::read).findFirst());
    }

    Uni<List<FlowRunInput>> list(
            SqlClient client, String workspace, UUID runId, String prefix, List<String> excluded, int limit) {
        return client.preparedQuery(
                        SELECT + " and starts_with(key, $3) and key <> all($4) order by created, id limit $5")
                .execute(Tuple.of(workspace, runId, prefix, excluded.toArray(String[]::new), limit))
                .map(rows -> rows.stream().map(FlowRunInputRepository::read).toList());
    }

    Uni<Boolean> delete(SqlClient client, String workspace, UUID runId, String key) {
        return client.preparedQuery(
                        "delete from flow_run_inputs where workspace = $1 and flow_run_id = $2 and key = $3")
                .execute(Tuple.of(workspace, runId, key))
                .map(deleted -> deleted.rowCount() == 1);
    }

    private static FlowRunInput read(Row row) {
        Instant created = row.getOffsetDateTime("created").toInstant();
        return new FlowRunInput(
                row.getUUID("id"),
                created,
                created,
                row.getUUID("flow_run_id"),
                row.getString("key"),
                row.getString("value"),
                row.getString("sender"));
    }
}
