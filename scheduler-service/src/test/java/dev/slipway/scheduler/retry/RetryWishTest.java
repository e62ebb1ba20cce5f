package dev.slipway.scheduler.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryWishTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"infrastructure_retries\": null, \"retry_reasons\": null}",
                "{\"infrastructure_retries\": 0}",
                "{\"infrastructure_retries\": 20, \"retry_reasons\": []}",
                "{\"infrastructure_retries\": \"3\"}",
                "{\"retry_reasons\": [\"OUT_OF_MEMORY\", \"EXITED\", \"LOST\"]}"
            })
    void whatMakesSenseIsAccepted(String variables) {
        assertThatCode(() -> RetryWish.check(new JsonObject(variables), 422)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "21", "2.5", "\"many\"", "true", "[2]", "\"{{ prefect.variables.retries }}\""})
    void numberOfRetriesIsFromZeroToTwenty(String value) {
        assertThatThrownBy(() -> RetryWish.check(new JsonObject("{\"infrastructure_retries\": " + value + "}"), 422))
                .hasMessageStartingWith("infrastructure_retries: a whole number from 0 to 20 is needed, not ");
    }

    @Test
    void unknownReasonIsNamedTogetherWithThoseThatThereAre() {
        var variables = new JsonObject()
                .put("retry_reasons", new JsonArray().add("EXITED").add("OOM"));

        assertThatThrownBy(() -> RetryWish.check(variables, 422))
                .hasMessageStartingWith(
                        "retry_reasons: there is no reason OOM; there are COMPLETED, DEADLINE_EXCEEDED,")
                .hasMessageContaining("LOST")
                .hasMessageNotContaining("CANCELLED");
    }

    @Test
    void cancellationIsNoReason() {
        var variables = new JsonObject().put("retry_reasons", new JsonArray().add("CANCELLED"));

        assertThatThrownBy(() -> RetryWish.check(variables, 422)).hasMessageContaining("no reason CANCELLED");
    }

    @Test
    void reasonsAreAList() {
        assertThatThrownBy(() -> RetryWish.check(new JsonObject().put("retry_reasons", "EXITED"), 422))
                .hasMessageStartingWith("retry_reasons: a list is needed, of COMPLETED");
    }

    @Test
    void whatWasNeverCheckedAndMakesNoSenseAsksForNothing() {
        assertThat(RetryWish.of("many", new JsonArray().add("OOM").add("EXITED")))
                .isEqualTo(new RetryWish(null, Set.of("EXITED")));
        assertThat(RetryWish.of(null, null)).isEqualTo(RetryWish.NONE);
    }
}
