package dev.slipway.scheduler.block;

import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Table {@code default_result_storage}. */
@ApplicationScoped
class ResultStorageRepository {
    private static final String CAN_WRITE = """
            select 'write-path' = any(s.capabilities) as can_write
            from block_documents d join block_schemas s on s.id = d.block_schema_id
            where d.workspace = $1 and d.id = $2
            """;
    private static final String SET = """
            insert into default_result_storage (workspace, block_document_id) values ($1, $2)
            on conflict (workspace) do update set block_document_id = excluded.block_document_id
            """;

    private final Pool pool;

    ResultStorageRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<UUID>> find(String workspace) {
        return pool.preparedQuery("select block_document_id from default_result_storage where workspace = $1")
                .execute(Tuple.of(workspace))
                .map(rows -> Listing.each(row -> row.getUUID("block_document_id")).apply(rows).stream()
                        .findFirst());
    }

    /** Whether results can be written with that block; empty if there is no such block. */
    Uni<Optional<Boolean>> canWrite(String workspace, UUID document) {
        return pool.preparedQuery(CAN_WRITE)
                .execute(Tuple.of(workspace, document))
                .map(rows -> Listing.each(row -> row.getBoolean("can_write")).apply(rows).stream()
                        .findFirst());
    }

    Uni<Void> set(String workspace, UUID document) {
        return pool.preparedQuery(SET).execute(Tuple.of(workspace, document)).replaceWithVoid();
    }

    Uni<Void> clear(String workspace) {
        return pool.preparedQuery("delete from default_result_storage where workspace = $1")
                .execute(Tuple.of(workspace))
                .replaceWithVoid();
    }
}
