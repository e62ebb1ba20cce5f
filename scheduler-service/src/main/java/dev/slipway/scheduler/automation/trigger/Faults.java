package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a body, all of it at once. */
public final class Faults {
    private final JsonArray faults = new JsonArray();

    /** Something about a part of the body. */
    public void add(List<Object> place, String type, String message, @Nullable Object input) {
        var loc = new JsonArray().add("body");
        place.forEach(loc::add);
        faults.add(new JsonObject()
                .put("loc", loc)
                .put("msg", message)
                .put("type", type)
                .put("input", input));
    }

    /** A condition between several parts does not hold. */
    public void addValueError(List<Object> place, String message, @Nullable Object input) {
        add(place, "value_error", "Value error, " + message, input);
    }

    /** Refuses the request if anything is wrong with it. */
    public void refuse() {
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
    }
}
