package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.demo.Journey;
import dev.slipway.local.demo.Outcome;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a push to a completed run. */
class PushRunsE2E {
    private final Slipway slipway = Slipway.running();
    private final TeamProject project = slipway.project("hello").every(5);
    private final Runs runs = new Runs(slipway.gateway());

    @AfterEach
    void pause() {
        project.pause(slipway.gateway());
    }

    @Test
    void pushRunsToCompletionWithItsTaskRunsAndLogsAndTheNextPushRunsTheNewCode() {
        project.withFlow("step('one')\nstep('two')\nlogger.info('first version')");
        UUID first = completed();
        await().untilAsserted(() -> {
            assertThat(runs.taskRuns(first)).hasSize(2).allMatch(task -> task.endsWith(" COMPLETED"));
            assertThat(runs.logs(first)).contains("step one", "step two", "first version");
        });

        project.withFlow("logger.info('second version')");
        UUID second = completed();
        await().untilAsserted(() ->
                assertThat(runs.logs(second)).contains("second version").doesNotContain("first version"));
    }

    private UUID completed() {
        Journey journey = slipway.pushAndFollow(project);
        assertThat(journey.outcome()).contains(new Outcome.Completed());
        UUID run = journey.runId().orElseThrow();
        assertThat(runs.stateOf(run)).isEqualTo("COMPLETED");
        return run;
    }
}
