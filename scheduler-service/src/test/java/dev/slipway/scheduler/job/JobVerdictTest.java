package dev.slipway.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobVerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final UUID ID = new UUID(0, 1);

    @ParameterizedTest
    @EnumSource(
            value = StateType.class,
            names = {"PENDING", "RUNNING"})
    void runWhoseProcessDiedCrashesWithTheReason(StateType type) {
        var verdict = JobVerdict.onEnd(run(type, type.defaultName(), null), 2, EndReason.OUT_OF_MEMORY, "limit 64 MiB");

        assertThat(verdict).map(StateProposal::type).contains(StateType.CRASHED);
        assertThat(verdict).map(StateProposal::message).contains("limit 64 MiB");
    }

    @Test
    void processThatEndedWellWithoutReportingIsACrash() {
        var verdict = JobVerdict.onEnd(run(StateType.RUNNING, "Running", null), 2, EndReason.COMPLETED, "Exit code 0.");

        assertThat(verdict)
                .map(StateProposal::message)
                .contains("The process ended without reporting the run's final state. Exit code 0.");
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void cancelledRunEndsCancelledHoweverItsProcessEnded(EndReason reason) {
        var verdict = JobVerdict.onEnd(run(StateType.CANCELLING, "Cancelling", null), 2, reason, "stopped");

        assertThat(verdict).map(StateProposal::type).contains(StateType.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(
            value = StateType.class,
            names = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
    void endedRunStaysAsItIs(StateType type) {
        assertThat(end(run(type, type.defaultName(), null), 2)).isEmpty();
    }

    @Test
    void olderAttemptSaysNothingAboutTheRun() {
        assertThat(end(run(StateType.RUNNING, "Running", null), 1)).isEmpty();
    }

    @Test
    void runThatLetItsProcessGoIsNotCrashed() {
        assertThat(end(run(StateType.SCHEDULED, "Scheduled", null), 2)).isEmpty();
        assertThat(end(run(StateType.SCHEDULED, "AwaitingRetry", "reschedule"), 2))
                .isEmpty();
    }

    @Test
    void runWhoseProcessWaitedForItsRetryIsCrashed() {
        assertThat(end(run(StateType.SCHEDULED, "AwaitingRetry", "in_process"), 2))
                .map(StateProposal::type)
                .contains(StateType.CRASHED);
    }

    private static Optional<StateProposal> end(FlowRun run, int attempt) {
        return JobVerdict.onEnd(run, attempt, EndReason.EXITED, "exit code 1");
    }

    private static FlowRun run(StateType type, String name, @org.jspecify.annotations.Nullable String retryType) {
        var state = new State(ID, type, name, NOW, null, null, StateDetails.NONE);
        var progress = new RunProgress(1, null, null, null, null, Duration.ZERO, 2);
        var policy = EmpiricalPolicy.NONE.withRetryType(retryType);
        return new FlowRun(
                ID,
                "default",
                ID,
                ID,
                null,
                ID,
                "brave-fox",
                null,
                new JsonObject(),
                new JsonObject(),
                policy,
                List.of(),
                new JsonObject(),
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                state,
                progress,
                null,
                NOW,
                NOW);
    }
}
