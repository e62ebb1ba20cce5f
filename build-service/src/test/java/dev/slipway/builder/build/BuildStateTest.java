package dev.slipway.builder.build;

import static dev.slipway.builder.build.BuildState.CANCELLED;
import static dev.slipway.builder.build.BuildState.FAILED;
import static dev.slipway.builder.build.BuildState.QUEUED;
import static dev.slipway.builder.build.BuildState.RUNNING;
import static dev.slipway.builder.build.BuildState.SUCCEEDED;
import static dev.slipway.builder.build.BuildState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuildStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<BuildState, Set<BuildState>> TABLE = Map.of(
            QUEUED, Set.of(RUNNING, SUPERSEDED, CANCELLED),
            RUNNING, Set.of(RUNNING, SUCCEEDED, FAILED, CANCELLED),
            SUCCEEDED, Set.of(),
            FAILED, Set.of(),
            SUPERSEDED, Set.of(),
            CANCELLED, Set.of());

    @Test
    void everyPairIsAllowedOrRefusedAsTheTableSays() {
        for (BuildState from : BuildState.values()) {
            for (BuildState to : BuildState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(TABLE.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @Test
    void statesWithoutSuccessorAreFinal() {
        for (BuildState state : BuildState.values()) {
            assertThat(state.isFinal())
                    .as("%s", state)
                    .isEqualTo(TABLE.getOrDefault(state, Set.of()).isEmpty());
        }
    }

    @Test
    void refusedStepsThrow() {
        Build failed = queued().taken(NOW).failed(BuildStage.PARSE, "no", NOW);

        assertThatThrownBy(() -> failed.taken(NOW)).isInstanceOf(IllegalTransition.class);
        assertThatThrownBy(() -> queued().succeeded(List.of(), NOW)).isInstanceOf(IllegalTransition.class);
    }

    @Test
    void takeoverStartsTheStagesAnewAndKeepsTheFirstStart() {
        Build first = queued().taken(NOW).entered(BuildStage.CHECKOUT, NOW);

        Build second = first.taken(NOW.plusSeconds(60));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.startedAt()).isEqualTo(NOW);
        assertThat(second.stages()).isEmpty();
    }

    @Test
    void enteringAStageEndsTheOneBefore() {
        Build build =
                queued().taken(NOW).entered(BuildStage.CHECKOUT, NOW).entered(BuildStage.PARSE, NOW.plusSeconds(3));

        assertThat(build.stages())
                .containsExactly(
                        new StageTimes(BuildStage.CHECKOUT, NOW, NOW.plusSeconds(3)),
                        new StageTimes(BuildStage.PARSE, NOW.plusSeconds(3), null));
        assertThat(build.succeeded(List.of(), NOW.plusSeconds(5))
                        .stages()
                        .getLast()
                        .finishedAt())
                .isEqualTo(NOW.plusSeconds(5));
    }

    private static Build queued() {
        return new Build(
                new UUID(0, 1),
                new UUID(0, 2),
                new Source("default", "app", "refs/heads/main", "a".repeat(40)),
                new PushDetails("0".repeat(40), null, null, null, null, null),
                1,
                QUEUED,
                null,
                null,
                List.of(),
                List.of(),
                0,
                "push",
                null,
                NOW,
                null,
                null);
    }
}
