package dev.slipway.scheduler.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checksum by which a class of blocks finds its schema: it computes the same from the same fields. */
final class SchemaChecksum {
    private static final String SECRET_FIELDS = "secret_fields";

    private SchemaChecksum() {}

    /** Of the fields with all definitions; those of blocks and which fields are secret do not count. */
    static String of(Map<String, Object> fields) {
        var counted = withoutSecretFields(fields);
        if (counted.get(Definitions.KEY) instanceof Map<?, ?> definitions && !definitions.isEmpty()) {
            var others = Definitions.ofOthers(counted, Definitions.map(definitions));
            counted.remove(Definitions.KEY);
            if (!others.isEmpty()) {
                counted.put(Definitions.KEY, others);
            }
        }
        return "sha256:" + sha256(PythonJson.write(List.of(List.of(counted), Map.of())));
    }

    private static Map<String, Object> withoutSecretFields(Map<?, ?> map) {
        var kept = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!SECRET_FIELDS.equals(key)) {
                kept.put(String.valueOf(key), value instanceof Map<?, ?> inner ? withoutSecretFields(inner) : value);
            }
        });
        return kept;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
