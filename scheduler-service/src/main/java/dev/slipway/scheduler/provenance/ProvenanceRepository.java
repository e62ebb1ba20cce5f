package dev.slipway.scheduler.provenance;

import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Versions of deployments and their runs; the newest 20 of each. */
@ApplicationScoped
class ProvenanceRepository {
    private static final String VERSIONS = "select v.deployment_id, v.number, v.flow_name, v.deployment_name,"
            + " v.definition ->> 'version' as version, v.build_id, v.project, v.ref, v.commit, v.image, v.rollback_of,"
            + " v.promoted_deployment, v.promoted_number,"
            + " v.correlation_id, v.created, v.number = (select max(l.number) from deployment_versions l"
            + " where l.deployment_id = v.deployment_id) as is_current"
            + " from deployment_versions v where v.workspace = $1 and ";
    private static final String NEWEST = " order by v.created desc, v.number desc limit 20";

    /** What a deployment was when a run was claimed is what the run got; a run that nobody claimed yet gets the newest. */
    private static final String VERSION_OF_RUN = "(select max(v.number) from deployment_versions v"
            + " where v.deployment_id = r.deployment_id and v.created <= coalesce((select min(s.timestamp)"
            + " from flow_run_states s where s.flow_run_id = r.id and s.type = 'PENDING'), $2))";

    private static final String RUN = "select r.id, r.name, r.deployment_id, r.auto_scheduled, r.idempotency_key,"
            + " r.schedule_id, r.expected_start_time, r.start_time, r.end_time, r.state_type, r.state_name, r.attempt,"
            + " r.correlation_id, " + VERSION_OF_RUN + " as number,"
            + " (select jsonb_agg(jsonb_build_object('at', s.timestamp, 'type', s.type, 'name', s.name, 'message', s.message)"
            + " order by s.timestamp) from flow_run_states s where s.flow_run_id = r.id) as states from flow_runs r";
    private static final String OF_DEPLOYMENTS = "select * from (" + RUN
            + " where r.workspace = $1 and r.id in (select c.id from flow_runs c where c.workspace = $1"
            + " and c.deployment_id = any($3) and c.state_type <> 'SCHEDULED'"
            + " order by c.expected_start_time desc nulls last limit 500)) known"
            + " where known.deployment_id::text || '/' || known.number = any($4)"
            + " order by known.expected_start_time desc nulls last limit 20";
    private static final String ONE = RUN + " where r.workspace = $1 and r.id = $3";

    private final Pool pool;

    ProvenanceRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<JsonArray> ofBuilds(String workspace, UUID[] builds) {
        return versions("v.build_id = any($2)", Tuple.of(workspace, builds));
    }

    /** By a digest, or a whole reference. */
    Uni<JsonArray> ofImage(String workspace, String image) {
        return versions("(v.image = $2 or right(v.image, 72) = '@' || $2)", Tuple.of(workspace, image));
    }

    Uni<JsonArray> ofDeployment(String workspace, UUID deployment) {
        return versions("v.deployment_id = $2", Tuple.of(workspace, deployment));
    }

    Uni<JsonArray> one(String workspace, UUID deployment, int number) {
        return versions("v.deployment_id = $2 and v.number = $3", Tuple.of(workspace, deployment, number));
    }

    private Uni<JsonArray> versions(String condition, Tuple parameters) {
        return pool.preparedQuery(VERSIONS + condition + NEWEST)
                .execute(parameters)
                .map(rows -> all(rows, ProvenanceRepository::version));
    }

    /**
     * Runs that began.
     *
     * @param versions as {@code deployment id/number}
     */
    Uni<JsonArray> runs(String workspace, OffsetDateTime now, UUID[] deployments, String[] versions) {
        return pool.preparedQuery(OF_DEPLOYMENTS)
                .execute(Tuple.of(workspace, now, deployments, versions))
                .map(rows -> all(rows, ProvenanceRepository::run));
    }

    Uni<JsonArray> run(String workspace, OffsetDateTime now, UUID run) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(workspace, now, run))
                .map(rows -> all(rows, ProvenanceRepository::run));
    }

    private static JsonArray all(RowSet<Row> rows, Function<Row, JsonObject> read) {
        var all = new JsonArray();
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }

    private static JsonObject version(Row row) {
        return new JsonObject()
                .put("deploymentId", text(row.getUUID("deployment_id")))
                .put("deployment", row.getString("flow_name") + "/" + row.getString("deployment_name"))
                .put("number", row.getInteger("number"))
                .put("current", row.getBoolean("is_current"))
                .put("rollbackOf", row.getInteger("rollback_of"))
                .put("promoted", promoted(row))
                .put("version", row.getString("version"))
                .put("buildId", text(row.getUUID("build_id")))
                .put("project", row.getString("project"))
                .put("ref", row.getString("ref"))
                .put("commit", row.getString("commit"))
                .put("image", row.getString("image"))
                .put("correlationId", row.getString("correlation_id"))
                .put("createdAt", text(row.getOffsetDateTime("created")));
    }

    private static @Nullable JsonObject promoted(Row row) {
        String deployment = row.getString("promoted_deployment");
        return deployment == null
                ? null
                : new JsonObject().put("deployment", deployment).put("number", row.getInteger("promoted_number"));
    }

    private static JsonObject run(Row row) {
        var slot = new JsonObject()
                .put("expectedStart", text(row.getOffsetDateTime("expected_start_time")))
                .put("bySchedule", row.getBoolean("auto_scheduled"))
                .put("scheduleId", text(row.getUUID("schedule_id")))
                .put("key", row.getString("idempotency_key"))
                .put("decisions", row.getJsonArray("states"));
        return new JsonObject()
                .put("id", text(row.getUUID("id")))
                .put("name", row.getString("name"))
                .put("deploymentId", text(row.getUUID("deployment_id")))
                .put("deploymentVersion", row.getInteger("number"))
                .put("state", row.getString("state_name"))
                .put("stateType", row.getString("state_type"))
                .put("startedAt", text(row.getOffsetDateTime("start_time")))
                .put("endedAt", text(row.getOffsetDateTime("end_time")))
                .put("attempt", row.getInteger("attempt"))
                .put("correlationId", row.getString("correlation_id"))
                .put("slot", slot);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : String.valueOf(WireTimes.instant(time));
    }
}
