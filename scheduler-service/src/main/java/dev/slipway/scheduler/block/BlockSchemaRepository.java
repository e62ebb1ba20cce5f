package dev.slipway.scheduler.block;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code block_schemas} and {@code block_schema_references}. */
@ApplicationScoped
class BlockSchemaRepository {
    private static final String INSERT = "insert into block_schemas"
            + " (id, workspace, block_type_id, checksum, version, fields, capabilities, created, updated)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (workspace, checksum, version) do nothing"
            + " returning id";
    private static final String REACHABLE = """
            with recursive reachable as (
                select r.* from block_schema_references r
                where r.workspace = $1 and r.parent_block_schema_id = any($2)
                union
                select r.* from block_schema_references r
                join reachable p on r.parent_block_schema_id = p.reference_block_schema_id)
            select * from reachable order by parent_block_schema_id, position""";

    private final Clock clock;
    private final Ids ids;

    BlockSchemaRepository(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Its id; empty if there is one with that checksum and version. */
    Uni<Optional<UUID>> insert(
            SqlConnection tx, String workspace, BlockSchemaRequest asked, String checksum, JsonObject fields) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addUUID(asked.blockTypeId())
                .addString(checksum)
                .addString(asked.version())
                .addJsonObject(fields)
                .addArrayOfString(asked.capabilities().toArray(String[]::new))
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return tx.preparedQuery(INSERT)
                .execute(row)
                .map(Listing.each(made -> made.getUUID("id")))
                .map(made -> made.stream().findFirst());
    }

    Uni<Void> refer(SqlConnection tx, String workspace, SchemaReference reference, int position) {
        return tx.preparedQuery("insert into block_schema_references"
                        + " (workspace, parent_block_schema_id, name, reference_block_schema_id, position)"
                        + " values ($1, $2, $3, $4, $5) on conflict do nothing")
                .execute(Tuple.of(workspace, reference.parent(), reference.name(), reference.child(), position))
                .replaceWithVoid();
    }

    /** The newest with that checksum, of that version or, if it is null, of any. */
    Uni<Optional<UUID>> find(SqlClient client, String workspace, String checksum, @Nullable String version) {
        return client.preparedQuery("select id from block_schemas where workspace = $1 and checksum = $2"
                        + " and ($3::text is null or version = $3) order by created desc, id desc limit 1")
                .execute(Tuple.of(workspace, checksum, version))
                .map(Listing.each(row -> row.getUUID("id")))
                .map(found -> found.stream().findFirst());
    }

    /** Those with these ids; the rest is missing. */
    Uni<List<BlockSchema>> of(SqlClient client, String workspace, Collection<UUID> schemas) {
        return client.preparedQuery("select bs.* from block_schemas bs where bs.workspace = $1 and bs.id = any($2)")
                .execute(Tuple.of(workspace, schemas.toArray(UUID[]::new)))
                .map(Listing.each(BlockSchemaRepository::read));
    }

    /** What these refer to, and what that refers to, and so on. */
    Uni<List<SchemaReference>> references(SqlClient client, String workspace, Collection<UUID> schemas) {
        return client.preparedQuery(REACHABLE)
                .execute(Tuple.of(workspace, schemas.toArray(UUID[]::new)))
                .map(Listing.each(row -> new SchemaReference(
                        row.getUUID("parent_block_schema_id"),
                        row.getString("name"),
                        row.getUUID("reference_block_schema_id"))));
    }

    Uni<List<String>> capabilities(SqlClient client, String workspace) {
        return client.preparedQuery("select distinct unnest(capabilities) capability from block_schemas"
                        + " where workspace = $1 order by 1")
                .execute(Tuple.of(workspace))
                .map(Listing.each(row -> row.getString("capability")));
    }

    /** With all documents that have it. */
    Uni<Void> delete(SqlClient client, String workspace, UUID id) {
        return client.preparedQuery("delete from block_schemas where workspace = $1 and id = $2")
                .execute(Tuple.of(workspace, id))
                .replaceWithVoid();
    }

    static BlockSchema read(Row row) {
        return new BlockSchema(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("checksum"),
                ((JsonObject) row.getJson("fields")).getMap(),
                row.getUUID("block_type_id"),
                List.of(row.getArrayOfStrings("capabilities")),
                row.getString("version"));
    }
}
