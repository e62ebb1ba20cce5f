package dev.slipway.scheduler.block;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The block types that there are from the beginning.
 *
 * @param digest of all of it
 * @param schemas each after those that it refers to
 */
record BlockCatalog(String digest, List<BlockTypeRequest> types, Set<String> protectedSlugs, List<Schema> schemas) {

    /** A schema of a type that is known by its slug. */
    record Schema(String slug, String checksum, Map<String, Object> fields, List<String> capabilities, String version) {
        BlockSchemaRequest of(UUID type) {
            return new BlockSchemaRequest(fields, type, capabilities, version);
        }
    }

    static BlockCatalog read() {
        try (var in = Objects.requireNonNull(BlockCatalog.class.getResourceAsStream("/blocks/catalog.json"))) {
            byte[] content = in.readAllBytes();
            var json = new JsonObject(new String(content, StandardCharsets.UTF_8));
            var types = objects(json, "types");
            return new BlockCatalog(
                    digest(content),
                    types.stream().map(BlockCatalog::type).toList(),
                    types.stream()
                            .filter(type -> type.getBoolean("is_protected"))
                            .map(type -> type.getString("slug"))
                            .collect(Collectors.toUnmodifiableSet()),
                    objects(json, "schemas").stream().map(BlockCatalog::schema).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only what can't be deleted. */
    BlockCatalog protectedOnes() {
        return new BlockCatalog(
                digest,
                types.stream()
                        .filter(type -> protectedSlugs.contains(type.slug()))
                        .toList(),
                protectedSlugs,
                schemas.stream()
                        .filter(schema -> protectedSlugs.contains(schema.slug()))
                        .toList());
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        JsonArray array = json.getJsonArray(key);
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static BlockTypeRequest type(JsonObject type) {
        return new BlockTypeRequest(
                type.getString("name"),
                type.getString("slug"),
                type.getString("logo_url"),
                type.getString("documentation_url"),
                type.getString("description"),
                type.getString("code_example"));
    }

    private static Schema schema(JsonObject schema) {
        return new Schema(
                schema.getString("slug"),
                schema.getString("checksum"),
                schema.getJsonObject("fields").getMap(),
                schema.getJsonArray("capabilities").stream()
                        .map(String.class::cast)
                        .toList(),
                schema.getString("version"));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
