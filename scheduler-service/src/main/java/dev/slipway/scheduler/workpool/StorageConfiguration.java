package dev.slipway.scheduler.workpool;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where a pool's code and results are stored; clients refuse other keys than these. */
final class StorageConfiguration {
    private static final List<String> KEYS =
            List.of("bundle_upload_step", "bundle_execution_step", "default_result_storage_block_id");

    private StorageConfiguration() {}

    /** With every key, null where nothing was given. */
    static JsonObject complete(JsonObject given) {
        var complete = new JsonObject();
        KEYS.forEach(key -> complete.put(key, given.getValue(key)));
        return complete;
    }
}
