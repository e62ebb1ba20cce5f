package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An image whose name is the rest of a template. {@code prefect deploy} takes only {@code {{ … }}} out of {@code ${{ env.IMAGE }}},
 * says nothing, and registers {@code $}; only the engine would complain, and only to the first run.
 */
final class DanglingImage {
    private static final String FIELD = "job_variables";
    private static final String KEY = "image";

    private DanglingImage() {}

    /** Refuses job variables with an image that no registry can have. */
    static void check(@Nullable JsonObject jobVariables) {
        if (jobVariables != null && jobVariables.getValue(KEY) instanceof String image && image.contains("$")) {
            throw ApiProblem.invalid(new JsonArray()
                    .add(new JsonObject()
                            .put("loc", new JsonArray().add("body").add(FIELD).add(KEY))
                            .put("msg", sentence(image))
                            .put("type", "value_error")));
        }
    }

    private static String sentence(String image) {
        return "job_variables.image is \"" + image + "\", which is what is left of a template that was not resolved."
                + " In prefect.yaml write image: \"{{ $IMAGE }}\", and set the environment variable IMAGE where"
                + " prefect deploy runs; ${{ env.IMAGE }} and ${{ variables.image }} work only in pushes.";
    }
}
