package dev.slipway.scheduler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DanglingImageTest {
    @ParameterizedTest
    @ValueSource(strings = {"$", "${{ env.IMAGE }}", "{{ $IMAGE }}", "registry.example/app:$", "$IMAGE"})
    void restOfATemplateIsRefusedWithTheFieldAndTheFormThatWorks(String image) {
        ApiProblem problem =
                catchThrowableOfType(ApiProblem.class, () -> DanglingImage.check(new JsonObject().put("image", image)));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.body().getString("exception_message")).isEqualTo("Invalid request received.");
        JsonObject fault = problem.body().getJsonArray("exception_detail").getJsonObject(0);
        assertThat(fault.getJsonArray("loc")).isEqualTo(JsonArray.of("body", "job_variables", "image"));
        assertThat(fault.getString("msg")).contains("job_variables.image is \"" + image + "\"", "\"{{ $IMAGE }}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"image\": null}",
                "{\"image\": \"registry.example:5000/team/app@sha256:00\"}",
                "{\"image\": \"{{ prefect.variables.image }}\"}",
                "{\"image\": {\"$ref\": \"x\"}, \"env\": {\"A\": \"$\"}}"
            })
    void anythingElseIsNoneOfItsBusiness(String jobVariables) {
        assertThatCode(() -> DanglingImage.check(new JsonObject(jobVariables))).doesNotThrowAnyException();
        assertThatCode(() -> DanglingImage.check(null)).doesNotThrowAnyException();
    }
}
