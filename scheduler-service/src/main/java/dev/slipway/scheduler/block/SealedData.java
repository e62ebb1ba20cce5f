package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.sealing.NoMasterKey;
import dev.slipway.sealing.SecretBox;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The data of documents as it is stored: sealed, each to its document. */
@ApplicationScoped
class SealedData {
    private static final Logger LOG = Logger.getLogger(SealedData.class);
    private static final int UNAVAILABLE = 501;

    private final SecretBox box;

    SealedData(SecretBox box) {
        this.box = box;
    }

    Buffer seal(UUID document, Map<String, Object> data) {
        try {
            return Buffer.buffer(box.seal(new JsonObject(data).encode(), owner(document)));
        } catch (NoMasterKey e) {
            throw ApiProblem.of(UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Null if it does not open: one such document must not take the others along. */
    @Nullable
    Map<String, Object> open(UUID document, Buffer stored) {
        try {
            return new JsonObject(box.open(stored.getBytes(), owner(document))).getMap();
        } catch (NoMasterKey | IllegalStateException e) {
            LOG.errorf("block document %s: %s", document, e.getMessage());
            return null;
        }
    }

    /** The same under the current key; null if that is the case already or if it does not open. */
    @Nullable
    Buffer resealed(UUID document, Buffer stored) {
        if (box.isCurrent(stored.getBytes())) {
            return null;
        }
        var data = open(document, stored);
        return data == null ? null : seal(document, data);
    }

    /** How everything starts that needs no new seal; null without a key. */
    @Nullable
    Buffer mark() {
        try {
            return Buffer.buffer(box.mark());
        } catch (NoMasterKey e) {
            return null;
        }
    }

    private static String owner(UUID document) {
        return "block_document/" + document;
    }
}
