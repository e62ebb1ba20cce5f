package dev.slipway.scheduler.block;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Table {@code block_types}. */
@ApplicationScoped
class BlockTypeRepository {
    private static final String INSERT = "insert into block_types as bt (id, workspace, name, slug, logo_url,"
            + " documentation_url, description, code_example, is_protected, created, updated)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict (workspace, slug) ";
    private static final String REPLACE = "do update set name = excluded.name, logo_url = excluded.logo_url,"
            + " documentation_url = excluded.documentation_url, description = excluded.description,"
            + " code_example = excluded.code_example, is_protected = excluded.is_protected, updated = excluded.updated";

    private final Clock clock;
    private final Ids ids;

    BlockTypeRepository(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Empty if the slug is taken. */
    Uni<Optional<BlockType>> insert(SqlConnection tx, String workspace, BlockTypeRequest asked) {
        return tx.preparedQuery(INSERT + "do nothing returning bt.*")
                .execute(row(workspace, asked, false))
                .map(BlockTypeRepository::first);
    }

    /** Adds them or changes those that are there. */
    Uni<Void> put(SqlConnection tx, String workspace, List<BlockTypeRequest> types, Collection<String> protectedSlugs) {
        var rows = types.stream()
                .map(type -> row(workspace, type, protectedSlugs.contains(type.slug())))
                .toList();
        return tx.preparedQuery(INSERT + REPLACE).executeBatch(rows).replaceWithVoid();
    }

    private Tuple row(String workspace, BlockTypeRequest asked, boolean isProtected) {
        return Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(asked.name())
                .addString(asked.slug())
                .addString(asked.logoUrl())
                .addString(asked.documentationUrl())
                .addString(asked.description())
                .addString(asked.codeExample())
                .addBoolean(isProtected)
                .addOffsetDateTime(WireTimes.column(clock.instant()));
    }

    Uni<Optional<BlockType>> find(SqlClient client, String workspace, UUID id) {
        return client.preparedQuery("select bt.* from block_types bt where bt.workspace = $1 and bt.id = $2")
                .execute(Tuple.of(workspace, id))
                .map(BlockTypeRepository::first);
    }

    Uni<Optional<BlockType>> named(SqlClient client, String workspace, String slug) {
        return client.preparedQuery("select bt.* from block_types bt where bt.workspace = $1 and bt.slug = $2")
                .execute(Tuple.of(workspace, slug))
                .map(BlockTypeRepository::first);
    }

    /** Those with these ids, by their ids. */
    Uni<Map<UUID, BlockType>> of(SqlClient client, String workspace, Collection<UUID> types) {
        return client.preparedQuery("select bt.* from block_types bt where bt.workspace = $1 and bt.id = any($2)")
                .execute(Tuple.of(workspace, types.toArray(UUID[]::new)))
                .map(Listing.each(BlockTypeRepository::read))
                .map(found -> found.stream().collect(Collectors.toMap(BlockType::id, Function.identity())));
    }

    Uni<Void> update(SqlConnection tx, BlockType type, JsonObject changes) {
        var update = PartialUpdate.of("block_types", changes, clock.instant());
        BlockTypeRequest.CHANGEABLE.forEach(update::text);
        return tx.preparedQuery(update.where(type.workspace(), type.id()))
                .execute(update.values())
                .replaceWithVoid();
    }

    /** With all schemas and documents of the type. */
    Uni<Void> delete(SqlConnection tx, BlockType type) {
        return tx.preparedQuery("delete from block_types where workspace = $1 and id = $2")
                .execute(Tuple.of(type.workspace(), type.id()))
                .replaceWithVoid();
    }

    private static Optional<BlockType> first(RowSet<Row> rows) {
        return Listing.each(BlockTypeRepository::read).apply(rows).stream().findFirst();
    }

    static BlockType read(Row row) {
        return new BlockType(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getString("slug"),
                row.getString("logo_url"),
                row.getString("documentation_url"),
                row.getString("description"),
                row.getString("code_example"),
                row.getBoolean("is_protected"));
    }
}
