package dev.slipway.scheduler.artifact;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code artifacts} and {@code artifact_collections}, and the view {@code latest_artifacts} of both. */
@ApplicationScoped
class ArtifactRepository {
    private static final String INSERT = """
            with made as (
                insert into artifacts (id, workspace, key, type, description, data, metadata_, flow_run_id, task_run_id,
                        created, updated)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) returning *),
            latest as (
                insert into artifact_collections (id, workspace, key, latest_id, created, updated)
                select $11, workspace, key, id, created, created from made where key is not null
                on conflict (workspace, key) do update set latest_id = excluded.latest_id, updated = excluded.updated)
            select * from made""";

    /** The one before becomes the latest; if there is none, the key is gone. */
    private static final String DELETE = """
            with gone as (delete from artifacts where workspace = $1 and id = $2 returning workspace, key, id),
            successor as (
                select a.id from artifacts a join gone g on g.workspace = a.workspace and g.key = a.key and g.id <> a.id
                order by a.created desc, a.id desc limit 1),
            moved as (
                update artifact_collections c set latest_id = s.id, updated = $3 from gone g, successor s
                where c.latest_id = g.id),
            dropped as (
                delete from artifact_collections c using gone g
                where c.latest_id = g.id and not exists (select from successor))
            select count(*) from gone""";

    private final Pool pool;
    private final Listing listing;
    private final Clock clock;
    private final Ids ids;

    ArtifactRepository(Pool pool, Listing listing, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.clock = clock;
        this.ids = ids;
    }

    Uni<Artifact> insert(SqlConnection tx, String workspace, ArtifactRequest asked) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(asked.text("key"))
                .addString(asked.text("type"))
                .addString(asked.text("description"))
                .addValue(WireJson.jsonb(asked.data()))
                .addJsonObject(asked.object("metadata_"))
                .addUUID(asked.uuid("flow_run_id"))
                .addUUID(asked.uuid("task_run_id"))
                .addOffsetDateTime(WireTimes.column(clock.instant()))
                .addUUID(ids.next());
        return tx.preparedQuery(INSERT)
                .execute(row)
                .map(rows -> read(rows.iterator().next()));
    }

    Uni<Optional<Artifact>> find(SqlClient client, String workspace, UUID id) {
        return client.preparedQuery("select a.* from artifacts a where a.workspace = $1 and a.id = $2")
                .execute(Tuple.of(workspace, id))
                .map(rows -> Listing.each(ArtifactRepository::read).apply(rows).stream()
                        .findFirst());
    }

    Uni<Optional<Artifact>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    Uni<Optional<LatestArtifact>> latest(SqlClient client, String workspace, String key) {
        return client.preparedQuery("select l.* from latest_artifacts l where l.workspace = $1 and l.key = $2")
                .execute(Tuple.of(workspace, key))
                .map(rows -> Listing.each(ArtifactRepository::readLatest).apply(rows).stream()
                        .findFirst());
    }

    Uni<Optional<LatestArtifact>> latest(String workspace, String key) {
        return latest(pool, workspace, key);
    }

    Uni<List<Artifact>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "ID_DESC", "a.*", Listing.each(ArtifactRepository::read));
    }

    Uni<List<LatestArtifact>> listLatest(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "ID_DESC", "l.*", Listing.each(ArtifactRepository::readLatest));
    }

    /** Whether there was such an artifact. */
    Uni<Boolean> update(SqlConnection tx, String workspace, UUID id, JsonObject changes) {
        var update = PartialUpdate.of("artifacts", changes, clock.instant())
                .json("data")
                .text("description")
                .object("metadata_");
        return tx.preparedQuery(update.where(workspace, id))
                .execute(update.values())
                .map(updated -> updated.rowCount() > 0);
    }

    Uni<Void> delete(SqlConnection tx, Artifact artifact) {
        return tx.preparedQuery(DELETE)
                .execute(Tuple.of(artifact.workspace(), artifact.id(), WireTimes.column(clock.instant())))
                .replaceWithVoid();
    }

    private static Artifact read(Row row) {
        return new Artifact(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("key"),
                row.getString("type"),
                row.getString("description"),
                data(row),
                row.getJsonObject("metadata_"),
                row.getUUID("flow_run_id"),
                row.getUUID("task_run_id"));
    }

    private static LatestArtifact readLatest(Row row) {
        return new LatestArtifact(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("key"),
                row.getUUID("latest_id"),
                row.getString("type"),
                row.getString("description"),
                data(row),
                row.getJsonObject("metadata_"),
                row.getUUID("flow_run_id"),
                row.getUUID("task_run_id"));
    }

    private static @Nullable Object data(Row row) {
        var data = row.getJson("data");
        return data == Tuple.JSON_NULL ? null : data;
    }
}
