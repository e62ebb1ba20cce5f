package dev.slipway.scheduler.taskrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskRunProgressTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final TaskRun NEW = TaskRunFixture.NEW;

    @Test
    void timesAndCountsFollowTheStates() {
        var pending = enter(NEW, StateType.PENDING, START);
        var running = enter(pending, StateType.RUNNING, START.plusSeconds(2));
        var completed = enter(running, StateType.COMPLETED, START.plusSeconds(7));

        assertThat(pending.expectedStartTime()).isEqualTo(START);
        assertThat(pending.startTime()).isNull();
        assertThat(running.startTime()).isEqualTo(START.plusSeconds(2));
        assertThat(running.runCount()).isEqualTo(1);
        assertThat(running.estimatedStartTimeDelta(START.plusSeconds(9))).isEqualTo(2);
        assertThat(running.estimatedRunTime(START.plusSeconds(4))).isEqualTo(2);
        assertThat(completed.endTime()).isEqualTo(START.plusSeconds(7));
        assertThat(completed.totalRunTime()).isEqualTo(5);
        assertThat(completed.runCount()).isEqualTo(1);
    }

    @Test
    void scheduledTaskRunsKnowWhenTheyAreDue() {
        var scheduled = enter(NEW, StateType.SCHEDULED, START);
        var pending = enter(scheduled, StateType.PENDING, START.plusSeconds(1));

        assertThat(scheduled.nextScheduledStartTime()).isEqualTo(START);
        assertThat(pending.nextScheduledStartTime()).isNull();
    }

    @Test
    void timeOfAStateIsAfterThatOfTheOneBefore() {
        var pending = enter(NEW, StateType.PENDING, START);
        var running = enter(pending, StateType.RUNNING, START.minusSeconds(5));

        assertThat(running.stateTimestamp()).isEqualTo(START.plusNanos(1_000));
    }

    private static TaskRun enter(TaskRun run, StateType type, Instant time) {
        return TaskRunProgress.entered(run, StateProposal.of(type).toState(UUID.randomUUID(), time));
    }
}
