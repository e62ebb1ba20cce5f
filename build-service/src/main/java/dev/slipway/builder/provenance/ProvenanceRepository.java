package dev.slipway.builder.provenance;

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
import org.jspecify.annotations.Nullable;

/** Builds and their pushes, by what they have in common with a question; the newest 20. */
@ApplicationScoped
class ProvenanceRepository {
    private static final String BUILDS = "select id, push_id, project, ref, commit, generation, state, stage, message,"
            + " (select coalesce(jsonb_agg(i || jsonb_build_object('statement', exists(select from statements s"
            + " where s.workspace = b.workspace and s.digest = i ->> 'digest'))), '[]')"
            + " from jsonb_array_elements(b.images) i) as images, attempt, correlation_id, queued_at, started_at,"
            + " finished_at from builds b where workspace = $1 and ";
    private static final String NEWEST = " order by queued_at desc limit 20";
    private static final String PUSHES = "select id, project, ref, before, after, generation, outcome, build_id,"
            + " received_at from pushes where workspace = $1 and (id = any($2) or after between $3 and $3 || 'g')"
            + " order by recorded_at desc limit 20";

    private final Pool pool;

    ProvenanceRepository(Pool pool) {
        this.pool = pool;
    }

    /** By a commit or its beginning. */
    Uni<JsonArray> ofCommit(String workspace, String commit) {
        return builds("commit between $2 and $2 || 'g'", Tuple.of(workspace, commit));
    }

    /** By a digest, or by a reference with a tag. */
    Uni<JsonArray> ofImage(String workspace, String image) {
        String key = image.startsWith("sha256:") ? "digest" : "reference";
        var wanted = new JsonArray().add(new JsonObject().put(key, image));
        return builds("images @> $2", Tuple.of(workspace, wanted));
    }

    Uni<JsonArray> withIds(String workspace, UUID[] ids) {
        return builds("id = any($2)", Tuple.of(workspace, ids));
    }

    private Uni<JsonArray> builds(String condition, Tuple parameters) {
        return pool.preparedQuery(BUILDS + condition + NEWEST)
                .execute(parameters)
                .map(ProvenanceRepository::builds);
    }

    /** Those pushes, and others of the commit. */
    Uni<JsonArray> pushes(String workspace, UUID[] ids, @Nullable String commit) {
        return pool.preparedQuery(PUSHES)
                .execute(Tuple.of(workspace, ids, commit))
                .map(rows -> {
                    var pushes = new JsonArray();
                    rows.forEach(row -> pushes.add(push(row)));
                    return pushes;
                });
    }

    private static JsonArray builds(RowSet<Row> rows) {
        var builds = new JsonArray();
        rows.forEach(row -> builds.add(build(row)));
        return builds;
    }

    private static JsonObject build(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("pushId", row.getUUID("push_id").toString())
                .put("project", row.getString("project"))
                .put("ref", row.getString("ref"))
                .put("commit", row.getString("commit"))
                .put("generation", row.getLong("generation"))
                .put("state", row.getString("state"))
                .put("stage", row.getString("stage"))
                .put("message", row.getString("message"))
                .put("images", row.getJsonArray("images"))
                .put("attempt", row.getInteger("attempt"))
                .put("correlationId", row.getString("correlation_id"))
                .put("queuedAt", text(row.getOffsetDateTime("queued_at")))
                .put("startedAt", text(row.getOffsetDateTime("started_at")))
                .put("finishedAt", text(row.getOffsetDateTime("finished_at")));
    }

    private static JsonObject push(Row row) {
        UUID build = row.getUUID("build_id");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("project", row.getString("project"))
                .put("ref", row.getString("ref"))
                .put("before", row.getString("before"))
                .put("after", row.getString("after"))
                .put("generation", row.getLong("generation"))
                .put("outcome", row.getString("outcome"))
                .put("buildId", build == null ? null : build.toString())
                .put("receivedAt", text(row.getOffsetDateTime("received_at")));
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant().toString();
    }
}
