package dev.slipway.scheduler.block;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tables {@code block_documents} and {@code block_document_references}. */
@ApplicationScoped
class BlockDocumentRepository {
    private static final String INSERT = "insert into block_documents (id, workspace, name, block_type_id,"
            + " block_type_name, block_schema_id, is_anonymous, data, created, updated)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
            + " on conflict (workspace, block_type_id, name) do nothing returning id";
    private static final String REACHABLE = """
            with recursive reachable as (
                select r.* from block_document_references r
                where r.workspace = $1 and r.parent_block_document_id = any($2)
                union
                select r.* from block_document_references r
                join reachable p on r.parent_block_document_id = p.reference_block_document_id)
            select * from reachable order by parent_block_document_id, name""";

    private final SealedData sealed;
    private final Clock clock;
    private final Ids ids;

    BlockDocumentRepository(SealedData sealed, Clock clock, Ids ids) {
        this.sealed = sealed;
        this.clock = clock;
        this.ids = ids;
    }

    /** Its id; empty if the type has a document of that name. */
    Uni<Optional<UUID>> insert(SqlConnection tx, BlockType type, BlockDocumentRequest asked) {
        var id = ids.next();
        var name = asked.name() == null ? "anonymous-" + id : asked.name();
        var row = Tuple.tuple()
                .addUUID(id)
                .addString(type.workspace())
                .addString(name)
                .addUUID(type.id())
                .addString(type.name())
                .addUUID(asked.blockSchemaId())
                .addBoolean(asked.isAnonymous())
                .addBuffer(sealed.seal(id, asked.data().plain()))
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return tx.preparedQuery(INSERT)
                .execute(row)
                .map(made -> made.rowCount() == 0 ? Optional.empty() : Optional.of(id));
    }

    /** Locks it until the transaction ends. */
    Uni<Optional<BlockDocument>> lock(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery("select bd.* from block_documents bd where workspace = $1 and id = $2 for update")
                .execute(Tuple.of(workspace, id))
                .map(rows -> read(rows).stream().findFirst());
    }

    Uni<Void> update(SqlConnection tx, String workspace, UUID id, UUID schema, Map<String, Object> data) {
        var row = Tuple.tuple()
                .addString(workspace)
                .addUUID(id)
                .addUUID(schema)
                .addBuffer(sealed.seal(id, data))
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return tx.preparedQuery("update block_documents set block_schema_id = $3, data = $4, updated = $5"
                        + " where workspace = $1 and id = $2")
                .execute(row)
                .replaceWithVoid();
    }

    Uni<List<BlockDocument>> of(SqlClient client, String workspace, Collection<UUID> documents) {
        return client.preparedQuery("select bd.* from block_documents bd where workspace = $1 and id = any($2)")
                .execute(Tuple.of(workspace, documents.toArray(UUID[]::new)))
                .map(this::read);
    }

    Uni<Void> delete(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery("delete from block_documents where workspace = $1 and id = $2")
                .execute(Tuple.of(workspace, id))
                .replaceWithVoid();
    }

    /** What these refer to, and what that refers to, and so on. */
    Uni<List<DocumentReference>> references(SqlClient client, String workspace, Collection<UUID> documents) {
        return client.preparedQuery(REACHABLE)
                .execute(Tuple.of(workspace, documents.toArray(UUID[]::new)))
                .map(Listing.each(row -> new DocumentReference(
                        row.getUUID("parent_block_document_id"),
                        row.getString("name"),
                        row.getUUID("reference_block_document_id"))));
    }

    /** One at a time: two that add references at once could close a circle that neither sees. */
    Uni<Void> lockReferences(SqlConnection tx, String workspace) {
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtext('block_document_references'), hashtext($1))")
                .execute(Tuple.of(workspace))
                .replaceWithVoid();
    }

    Uni<Void> removeReferences(SqlConnection tx, String workspace, UUID parent) {
        return tx.preparedQuery(
                        "delete from block_document_references where workspace = $1 and parent_block_document_id = $2")
                .execute(Tuple.of(workspace, parent))
                .replaceWithVoid();
    }

    Uni<Void> addReferences(SqlConnection tx, String workspace, UUID parent, Map<String, UUID> references) {
        var rows = references.entrySet().stream()
                .map(reference -> Tuple.of(workspace, parent, reference.getKey(), reference.getValue()))
                .toList();
        return tx.preparedQuery("insert into block_document_references"
                        + " (workspace, parent_block_document_id, name, reference_block_document_id)"
                        + " values ($1, $2, $3, $4)")
                .executeBatch(rows)
                .replaceWithVoid();
    }

    List<BlockDocument> read(RowSet<Row> rows) {
        return Listing.each(this::read).apply(rows);
    }

    private BlockDocument read(Row row) {
        return new BlockDocument(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                sealed.open(row.getUUID("id"), row.getBuffer("data")),
                row.getUUID("block_schema_id"),
                row.getUUID("block_type_id"),
                row.getString("block_type_name"),
                row.getBoolean("is_anonymous"));
    }
}
