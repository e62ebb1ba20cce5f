package dev.slipway.scheduler.taskrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Abort;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Accept;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Keep;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Replace;
import dev.slipway.scheduler.taskrun.TransitionVerdict.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackgroundRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @EnumSource(StateType.class)
    void oneWorkerBeginsARun(StateType current) {
        var verdict = decide(run(current, new JsonObject(), 0), StateProposal.of(StateType.PENDING));

        assertThat(verdict)
                .isInstanceOf(
                        switch (current) {
                            case PENDING, RUNNING, CANCELLING, CANCELLED -> Abort.class;
                            default -> Accept.class;
                        });
    }

    @Test
    void whoClaimedARunMaySayMore() {
        var submitting = new StateProposal(StateType.PENDING, "Submitting", null, null, null);

        assertThat(decide(run(StateType.PENDING, new JsonObject(), 0), submitting))
                .isInstanceOf(Accept.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = StateType.class,
            names = {"CANCELLING", "PAUSED", "CRASHED"})
    void whatIsOverCanNotBeStopped(StateType proposed) {
        assertThat(decide(run(StateType.FAILED, new JsonObject(), 1), StateProposal.of(proposed)))
                .isEqualTo(new Abort("Run is already FAILED."));
    }

    @Test
    void aRunWithAResultStaysCompleted() {
        var completed = new StateProposal(StateType.COMPLETED, null, null, Map.of("type", "result"), null);
        var run = enter(TaskRunFixture.NEW, completed);
        var lost = enter(
                TaskRunFixture.NEW,
                new StateProposal(StateType.COMPLETED, null, null, Map.of("type", "unpersisted"), null));

        assertThat(decide(run, StateProposal.of(StateType.RUNNING))).isInstanceOf(Keep.class);
        assertThat(decide(lost, StateProposal.of(StateType.RUNNING))).isInstanceOf(Accept.class);
    }

    @Test
    void noRunStartsBeforeItsTime() {
        var later =
                new StateProposal(StateType.SCHEDULED, null, null, null, StateDetails.scheduledAt(NOW.plusSeconds(90)));

        assertThat(decide(enter(TaskRunFixture.NEW, later), StateProposal.of(StateType.RUNNING)))
                .isEqualTo(new Wait(90, "Scheduled time is in the future"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "1, 1, true", "1, 2, false", "0, 1, false", ", 1, false"})
    void aFailedRunIsRetriedAsOftenAsItsTaskAllows(@Nullable Integer retries, int runCount, boolean again) {
        var run = run(StateType.RUNNING, new JsonObject().put("retries", retries), runCount);

        assertThat(decide(run, StateProposal.of(StateType.FAILED)) instanceof Replace)
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 60", "3, 60"})
    void eachRetryHasItsDelay(int runCount, int seconds) {
        var policy = new JsonObject()
                .put("retries", 9)
                .put("retry_delay", new JsonArray().add(5).add(60));

        var verdict = decide(run(StateType.RUNNING, policy, runCount), StateProposal.of(StateType.FAILED));

        assertThat(verdict).isInstanceOfSatisfying(Replace.class, replaced -> {
            assertThat(replaced.instead().name()).isEqualTo("AwaitingRetry");
            var details = java.util.Objects.requireNonNull(replaced.instead().stateDetails());
            assertThat(details.deferred()).isTrue();
            assertThat(Duration.between(NOW, details.scheduledTime())).hasSeconds(seconds);
        });
    }

    @Test
    void aFailureThatIsNotToBeRetriedIsNot() {
        var details = io.vertx.core.json.JsonObject.of("retriable", false);
        var failed = new StateProposal(
                StateType.FAILED,
                null,
                null,
                null,
                dev.slipway.scheduler.json.WireJson.read(details, StateDetails.class));

        assertThat(decide(run(StateType.RUNNING, new JsonObject().put("retries", 3), 1), failed))
                .isInstanceOf(Accept.class);
    }

    private static TransitionVerdict decide(TaskRun run, StateProposal proposal) {
        return BackgroundRules.decide(run, proposal, NOW);
    }

    private static TaskRun run(StateType current, JsonObject policy, int runCount) {
        var row = TaskRunJson.row(TaskRunFixture.NEW).put("empirical_policy", policy);
        return TaskRunJson.read(TaskRunJson.row(enter(TaskRunJson.read(row), StateProposal.of(current)))
                .put("run_count", runCount));
    }

    private static TaskRun enter(TaskRun run, StateProposal proposal) {
        return TaskRunProgress.entered(run, proposal.toState(UUID.randomUUID(), NOW));
    }
}
