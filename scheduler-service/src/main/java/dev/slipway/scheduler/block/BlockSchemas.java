package dev.slipway.scheduler.block;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes schemas, and first those that they refer to. */
@ApplicationScoped
class BlockSchemas {
    private static final String REFERENCES = "block_schema_references";

    private final BlockSchemaRepository schemas;
    private final BlockTypeRepository types;
    private final Transactions transactions;

    BlockSchemas(BlockSchemaRepository schemas, BlockTypeRepository types, Transactions transactions) {
        this.schemas = schemas;
        this.types = types;
        this.transactions = transactions;
    }

    /** A schema by its id, and whether it is new. */
    record Made(UUID id, boolean isNew) {}

    /** One part of a schema that holds another block: of which type, and with which schema. */
    private record Part(String name, int position, String slug, String checksum) {}

    /** For the API. */
    Uni<Made> create(String workspace, BlockSchemaRequest asked) {
        return transactions.run(tx -> types.find(tx, workspace, asked.blockTypeId())
                .map(type -> type.orElseThrow(
                        () -> ApiProblem.notFound("Block type " + asked.blockTypeId() + " not found.")))
                .chain(type -> create(tx, workspace, asked)));
    }

    /** With all documents that have it. */
    Uni<Void> delete(String workspace, UUID id) {
        return transactions.run(tx -> schemas.of(tx, workspace, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(BlockSchemas::notFound))
                .chain(schema -> types.find(tx, workspace, schema.blockTypeId()))
                .chain(type -> {
                    if (type.orElseThrow().isProtected()) {
                        throw ApiProblem.forbidden("Block schemas for protected block types cannot be deleted.");
                    }
                    return schemas.delete(tx, workspace, id);
                }));
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("Block schema not found");
    }

    /** One with the same checksum and version is the same. */
    Uni<Made> create(SqlConnection tx, String workspace, BlockSchemaRequest asked) {
        return create(tx, workspace, asked, Definitions.in(asked.fields()));
    }

    private Uni<Made> create(
            SqlConnection tx, String workspace, BlockSchemaRequest asked, Map<String, Object> definitions) {
        var fields = new LinkedHashMap<>(asked.fields());
        if (!definitions.isEmpty()) {
            fields.put(Definitions.KEY, definitions);
        }
        return put(tx, workspace, asked, SchemaChecksum.of(fields), fields);
    }

    /** With a checksum that is known: some were computed from definitions that nobody keeps. */
    Uni<Made> put(SqlConnection tx, String workspace, BlockSchemaRequest asked, String checksum) {
        return put(tx, workspace, asked, checksum, asked.fields());
    }

    private Uni<Made> put(
            SqlConnection tx, String workspace, BlockSchemaRequest asked, String checksum, Map<String, Object> fields) {
        return schemas.find(tx, workspace, checksum, asked.version())
                .chain(known -> known.map(id -> Uni.createFrom().item(new Made(id, false)))
                        .orElseGet(() -> insert(tx, workspace, asked, checksum, fields)));
    }

    private Uni<Made> insert(
            SqlConnection tx, String workspace, BlockSchemaRequest asked, String checksum, Map<String, Object> fields) {
        var definitions = Definitions.in(fields);
        var own = new LinkedHashMap<>(fields);
        own.remove(REFERENCES);
        var others = Definitions.ofOthers(own, definitions);
        own.remove(Definitions.KEY);
        if (!others.isEmpty()) {
            own.put(Definitions.KEY, others);
        }
        return schemas.insert(tx, workspace, asked, checksum, new JsonObject(own))
                .chain(made -> made.map(id -> refer(tx, workspace, id, fields).replaceWith(new Made(id, true)))
                        .orElseGet(() -> schemas.find(tx, workspace, checksum, asked.version())
                                .map(other -> new Made(other.orElseThrow(), false))));
    }

    private Uni<Void> refer(SqlConnection tx, String workspace, UUID parent, Map<String, Object> fields) {
        return Multi.createFrom()
                .iterable(parts(fields))
                .onItem()
                .transformToUniAndConcatenate(part -> child(tx, workspace, part, fields)
                        .chain(child -> schemas.refer(
                                tx, workspace, new SchemaReference(parent, part.name(), child), part.position())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<UUID> child(SqlConnection tx, String workspace, Part part, Map<String, Object> fields) {
        return types.named(tx, workspace, part.slug())
                .map(type ->
                        type.orElseThrow(() -> ApiProblem.conflict("Cannot create block schema because block type '"
                                + part.slug() + "' was not found.Did you forget to register the block type?")))
                .chain(type -> schemas.find(tx, workspace, part.checksum(), null)
                        .chain(known -> known.map(id -> Uni.createFrom().item(id))
                                .orElseGet(() -> makeChild(tx, workspace, type, part, fields))));
    }

    private Uni<UUID> makeChild(
            SqlConnection tx, String workspace, BlockType type, Part part, Map<String, Object> fields) {
        var definitions = Definitions.in(fields);
        var definition = Definitions.ofBlock(fields, part.name(), type.slug(), definitions)
                .orElseThrow(() -> ApiProblem.invalid("Unable to create nested block schema for block type '"
                        + type.name() + "' due to missing definition."));
        var asked = new BlockSchemaRequest(definition, type.id(), List.of(), BlockSchemaRequest.NO_VERSION);
        return create(tx, workspace, asked, definitions).map(Made::id);
    }

    private static List<Part> parts(Map<String, Object> fields) {
        if (!(fields.get(REFERENCES) instanceof Map<?, ?> references)) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        references.forEach((name, value) -> {
            for (Object reference : value instanceof List<?> choice ? choice : List.of(value)) {
                parts.add(part(String.valueOf(name), parts.size(), reference));
            }
        });
        return parts;
    }

    private static Part part(String name, int position, Object reference) {
        if (reference instanceof Map<?, ?> described
                && described.get("block_type_slug") instanceof String slug
                && described.get("block_schema_checksum") instanceof String checksum) {
            return new Part(name, position, slug, checksum);
        }
        throw ApiProblem.invalid(
                "fields." + REFERENCES + "." + name + ": block_type_slug and block_schema_checksum are needed");
    }
}
