package dev.slipway.scheduler.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts fields together again from a schema and those that it refers to. */
final class SchemaFields {
    private static final String REFERENCES = "block_schema_references";
    private static final String TITLE = "title";

    private final Map<UUID, BlockSchema> schemas;
    private final Map<UUID, BlockType> types;
    private final Map<UUID, List<SchemaReference>> references;

    /** All that can be reached from the schemas that are asked for. */
    SchemaFields(Map<UUID, BlockSchema> schemas, Map<UUID, BlockType> types, List<SchemaReference> references) {
        this.schemas = schemas;
        this.types = types;
        this.references = new LinkedHashMap<>();
        references.forEach(reference -> this.references
                .computeIfAbsent(reference.parent(), parent -> new ArrayList<>())
                .add(reference));
    }

    /** As they were when the schema was made. */
    Map<String, Object> whole(BlockSchema schema) {
        var fields = new LinkedHashMap<>(schema.fields());
        fields.put(REFERENCES, references(schema));
        var definitions = new LinkedHashMap<>(Definitions.in(fields));
        for (SchemaReference reference : from(schema)) {
            define(whole(child(reference)), definitions);
        }
        if (!definitions.isEmpty()) {
            fields.remove(Definitions.KEY);
            fields.put(Definitions.KEY, definitions);
        }
        return fields;
    }

    /** Definitions are flat: those of a child are beside it. */
    private static void define(Map<String, Object> child, Map<String, Object> definitions) {
        if (child.get(TITLE) instanceof String title) {
            var inner = Definitions.in(child);
            child.remove(Definitions.KEY);
            definitions.put(title, child);
            definitions.putAll(inner);
        }
    }

    /** One reference stands for itself, several to choose from are a list. */
    private Map<String, Object> references(BlockSchema schema) {
        var named = new LinkedHashMap<String, Object>();
        for (SchemaReference reference : from(schema)) {
            var child = child(reference);
            var described = Map.<String, Object>of(
                    "block_schema_checksum", child.checksum(),
                    "block_type_slug", type(child).slug());
            named.merge(reference.name(), described, SchemaFields::both);
        }
        return named;
    }

    private static Object both(Object known, Object other) {
        var all = new ArrayList<Object>(known instanceof List<?> list ? list : List.of(known));
        if (!all.contains(other)) {
            all.add(other);
        }
        return all.size() == 1 ? known : all;
    }

    private List<SchemaReference> from(BlockSchema schema) {
        return references.getOrDefault(schema.id(), List.of());
    }

    private BlockSchema child(SchemaReference reference) {
        return java.util.Objects.requireNonNull(schemas.get(reference.child()), "a schema that is referred to");
    }

    BlockType type(BlockSchema schema) {
        return java.util.Objects.requireNonNull(types.get(schema.blockTypeId()), "the type of a schema");
    }

    BlockSchemaView view(BlockSchema schema) {
        return new BlockSchemaView(
                schema.id(),
                schema.created(),
                schema.updated(),
                schema.checksum(),
                whole(schema),
                schema.blockTypeId(),
                type(schema),
                schema.capabilities(),
                schema.version());
    }
}
