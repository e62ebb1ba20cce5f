package dev.slipway.scheduler.graph;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a graph is made of. */
@ApplicationScoped
class GraphRepository {
    private static final String STEPS = """
            select * from (
                select case when c.id is null then 'task-run' else 'flow-run' end as kind, coalesce(c.id, t.id) as id,
                    coalesce(f.name || ' / ' || c.name, t.name) as label, coalesce(c.state_type, t.state_type) as state_type,
                    coalesce(c.start_time, c.expected_start_time, t.start_time, t.expected_start_time) as start_time,
                    coalesce(c.end_time, t.end_time,
                        case when t.state_type = 'COMPLETED' then t.expected_start_time end) as end_time,
                    t.task_inputs as inputs
                from task_runs t left join flow_runs c on c.parent_task_run_id = t.id left join flows f on f.id = c.flow_id
                where t.workspace = $1 and t.flow_run_id = $2) step
            where start_time is not null and state_type is not null
            order by start_time, id limit $3""";

    private static final String ARTIFACTS = """
            select a.*, a.key is null or c.id is not null as is_latest
            from artifacts a left join artifact_collections c on c.workspace = a.workspace and c.latest_id = a.id
            where a.workspace = $1 and a.flow_run_id = $2 and a.type is distinct from 'result'
            order by a.created, a.id limit $3""";

    private final Pool pool;

    GraphRepository(Pool pool) {
        this.pool = pool;
    }

    /** When the flow run started, or should start, and when it ended. */
    record Span(@Nullable Instant start, @Nullable Instant end) {}

    /** An artifact, and the task run that made it. */
    record Made(Graph.Artifact artifact, @Nullable UUID taskRunId) {}

    Uni<Optional<Span>> span(String workspace, UUID run) {
        return pool.preparedQuery("select coalesce(r.start_time, r.expected_start_time) as start_time, r.end_time"
                        + " from flow_runs r where r.workspace = $1 and r.id = $2")
                .execute(Tuple.of(workspace, run))
                .map(rows ->
                        Listing.each(GraphRepository::span).apply(rows).stream().findFirst());
    }

    Uni<List<Step>> steps(String workspace, UUID run, int most) {
        return pool.preparedQuery(STEPS)
                .execute(Tuple.of(workspace, run, most))
                .map(Listing.each(GraphRepository::step));
    }

    Uni<List<Made>> artifacts(String workspace, UUID run, int most) {
        return pool.preparedQuery(ARTIFACTS)
                .execute(Tuple.of(workspace, run, most))
                .map(Listing.each(GraphRepository::made));
    }

    Uni<List<Graph.State>> states(String workspace, UUID run) {
        return pool.preparedQuery("select s.id, s.timestamp, s.type, s.name from flow_run_states s"
                        + " where s.workspace = $1 and s.flow_run_id = $2 order by s.timestamp, s.id")
                .execute(Tuple.of(workspace, run))
                .map(Listing.each(row -> new Graph.State(
                        row.getUUID("id"),
                        row.getOffsetDateTime("timestamp").toInstant(),
                        row.getString("type"),
                        row.getString("name"))));
    }

    private static Span span(Row row) {
        return new Span(
                WireTimes.instant(row.getOffsetDateTime("start_time")),
                WireTimes.instant(row.getOffsetDateTime("end_time")));
    }

    private static Step step(Row row) {
        JsonObject inputs = row.getJsonObject("inputs");
        return new Step(
                row.getString("kind"),
                row.getUUID("id"),
                row.getString("label"),
                row.getString("state_type"),
                row.getOffsetDateTime("start_time").toInstant(),
                WireTimes.instant(row.getOffsetDateTime("end_time")),
                inputs);
    }

    private static Made made(Row row) {
        boolean showsProgress = "progress".equals(row.getString("type"));
        var artifact = new Graph.Artifact(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getString("key"),
                row.getString("type"),
                row.getBoolean("is_latest"),
                showsProgress ? row.getJson("data") : null);
        return new Made(artifact, row.getUUID("task_run_id"));
    }
}
