package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a client sends as data, taken apart.
 *
 * @param plain what is stored in the document
 * @param references other documents, by their keys
 */
record DocumentData(Map<String, Object> plain, Map<String, UUID> references) {
    private static final String REFERENCE = "$ref";
    private static final String ID = "block_document_id";

    static DocumentData of(Map<String, Object> sent) {
        var plain = new LinkedHashMap<String, Object>();
        var references = new LinkedHashMap<String, UUID>();
        sent.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && map.containsKey(REFERENCE)) {
                references.put(key, referred(key, map.get(REFERENCE)));
            } else {
                plain.put(key, value);
            }
        });
        return new DocumentData(plain, references);
    }

    private static UUID referred(String key, Object reference) {
        if (!(reference instanceof Map<?, ?> named && named.get(ID) instanceof String id)) {
            throw ApiProblem.of(400, "Received block reference without a block_document_id in key " + key);
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(400, "Received block reference with an invalid block_document_id in key " + key);
        }
    }

    /** Changed where {@code update} says something; all else stays, references, too. */
    DocumentData merged(DocumentData update) {
        var data = new LinkedHashMap<>(plain);
        data.putAll(update.plain);
        data.keySet().removeAll(update.references.keySet());
        var referred = new LinkedHashMap<>(references);
        referred.keySet().removeAll(update.plain.keySet());
        referred.putAll(update.references);
        return new DocumentData(data, referred);
    }
}
