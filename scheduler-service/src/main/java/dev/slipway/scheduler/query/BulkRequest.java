package dev.slipway.scheduler.query;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Body of a call that changes all objects that a filter describes, up to a limit. */
public final class BulkRequest {
    /** As many as one call changes, and does unless the body says less. */
    public static final int MAX_LIMIT = 50;

    private BulkRequest() {}

    /**
     * The body with its limit made sure.
     *
     * @throws ApiProblem if the limit is out of range
     */
    public static JsonObject limited(@Nullable JsonObject body) {
        var limited = body == null ? new JsonObject() : body.copy();
        var limit = limited.getValue("limit") == null ? MAX_LIMIT : limited.getValue("limit");
        if (!(limit instanceof Integer number) || number < 1 || number > MAX_LIMIT) {
            throw ApiProblem.invalid("limit: a number from 1 to " + MAX_LIMIT + " is needed");
        }
        return limited.put("limit", number);
    }
}
