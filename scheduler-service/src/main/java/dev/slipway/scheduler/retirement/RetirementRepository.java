package dev.slipway.scheduler.retirement;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose deployments are, by their newest versions, and the mark of those that were retired. */
@ApplicationScoped
class RetirementRepository {
    /** Whoever registers one of them meanwhile is waited for. */
    private static final String LOCK =
            "select d.id from deployments d where d.workspace = $1 and d.id in (select v.deployment_id"
                    + " from deployment_versions v where v.workspace = $1 and v.project = $2 and v.ref = $3)"
                    + " order by d.id for update";

    private static final String OWNED = "select d.id, f.name || '/' || d.name as name, v.ref, v.number, d.paused,"
            + " d.retired is not null as retired,"
            + " (select count(*) from deployment_schedules s where s.deployment_id = d.id and s.active)::int as schedules,"
            + " (select count(*) from flow_runs r where r.workspace = $1 and r.deployment_id = d.id"
            + " and r.state_type = 'SCHEDULED' and r.run_count = 0)::int as planned"
            + " from deployments d join flows f on f.id = d.flow_id"
            + " join lateral (select l.project, l.ref, l.number from deployment_versions l"
            + " where l.deployment_id = d.id order by l.number desc limit 1) v on true"
            + " where d.workspace = $1 and d.id in (select o.deployment_id from deployment_versions o"
            + " where o.workspace = $1 and o.project = $2) and v.project = $2 and ($3::text is null or v.ref = $3)"
            + " order by v.ref, f.name, d.name";
    private static final String MARK = "update deployments set retired = $3 where workspace = $1 and id = $2";
    private static final String UNMARK = "update deployments set retired = null where workspace = $1 and id = $2";
    private static final String MARKED =
            "select retired from deployments where workspace = $1 and id = $2 and paused and retired is not null"
                    + " for update";

    /** Locks the deployments that the ref ever registered until the transaction ends. */
    Uni<Void> lock(SqlConnection tx, String workspace, String project, String ref) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(workspace, project, ref)).replaceWithVoid();
    }

    /**
     * The deployments that are the project's, ref by ref.
     *
     * @param ref null for all refs
     */
    Uni<List<OwnedDeployment>> owned(SqlClient client, String workspace, String project, @Nullable String ref) {
        return client.preparedQuery(OWNED)
                .execute(Tuple.of(workspace, project, ref))
                .map(rows -> rows.stream().map(RetirementRepository::read).toList());
    }

    Uni<Void> mark(SqlConnection tx, String workspace, UUID id, JsonObject mark) {
        return tx.preparedQuery(MARK).execute(Tuple.of(workspace, id, mark)).replaceWithVoid();
    }

    Uni<Void> unmark(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery(UNMARK).execute(Tuple.of(workspace, id)).replaceWithVoid();
    }

    /** The mark of a deployment that is paused since its ref was deleted; nobody changes it until the transaction ends. */
    Uni<Optional<JsonObject>> marked(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery(MARKED)
                .execute(Tuple.of(workspace, id))
                .map(rows -> rows.stream().findFirst().map(row -> row.getJsonObject("retired")));
    }

    private static OwnedDeployment read(Row row) {
        return new OwnedDeployment(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("ref"),
                row.getInteger("number"),
                row.getBoolean("paused"),
                row.getBoolean("retired"),
                row.getInteger("schedules"),
                row.getInteger("planned"));
    }
}
