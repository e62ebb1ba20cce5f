package dev.slipway.scheduler.block;

import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schemas as clients read them. */
@ApplicationScoped
class SchemaViews {
    private final BlockSchemaRepository schemas;
    private final BlockTypeRepository types;
    private final Listing listing;
    private final Pool pool;

    SchemaViews(BlockSchemaRepository schemas, BlockTypeRepository types, Listing listing, Pool pool) {
        this.schemas = schemas;
        this.types = types;
        this.listing = listing;
        this.pool = pool;
    }

    /** Schemas by their ids, and what is needed to show them. */
    record Loaded(Map<UUID, BlockSchema> schemas, SchemaFields fields) {}

    /** These and all that they refer to. */
    Uni<Loaded> load(SqlClient client, String workspace, Collection<UUID> asked) {
        return schemas.references(client, workspace, asked).chain(references -> {
            var needed = new HashSet<>(asked);
            references.forEach(reference -> needed.add(reference.child()));
            return schemas.of(client, workspace, needed).chain(found -> {
                var typeIds = found.stream().map(BlockSchema::blockTypeId).collect(Collectors.toSet());
                var byId = found.stream().collect(Collectors.toMap(BlockSchema::id, Function.identity()));
                return types.of(client, workspace, typeIds)
                        .map(typesById -> new Loaded(byId, new SchemaFields(byId, typesById, references)));
            });
        });
    }

    Uni<BlockSchemaView> get(String workspace, UUID id) {
        return load(pool, workspace, List.of(id))
                .map(loaded -> Optional.ofNullable(loaded.schemas().get(id))
                        .map(loaded.fields()::view)
                        .orElseThrow(BlockSchemas::notFound));
    }

    /** The newest with that checksum, of that version or, if it is null, of any. */
    Uni<BlockSchemaView> get(String workspace, String checksum, @Nullable String version) {
        return schemas.find(pool, workspace, checksum, version)
                .map(found -> found.orElseThrow(BlockSchemas::notFound))
                .chain(id -> get(workspace, id));
    }

    /** The newest first. */
    Uni<List<BlockSchemaView>> list(String workspace, @Nullable JsonObject body) {
        var asked = DocumentFilter.unsorted(body);
        var query = listing.query(Target.BLOCK_SCHEMAS, workspace, asked);
        return listing.list(query, asked, "CREATED_DESC", "bs.*", Listing.each(BlockSchemaRepository::read))
                .chain(page -> load(
                                pool,
                                workspace,
                                page.stream().map(BlockSchema::id).toList())
                        .map(loaded -> page.stream()
                                .filter(schema -> loaded.schemas().containsKey(schema.id()))
                                .map(loaded.fields()::view)
                                .toList()));
    }

    Uni<List<String>> capabilities(String workspace) {
        return schemas.capabilities(pool, workspace);
    }
}
