package dev.slipway.scheduler.taskrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.intake.Frames;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskRunReportTest {
    private static final UUID FLOW_RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final List<PrefectEvent> EVENTS = Frames.ofTaskRuns(FLOW_RUN, "0000000f").stream()
            .map(frame -> PrefectEvent.of(frame, Instant.parse("2026-11-23T01:19:00Z")))
            .toList();

    @Test
    void stateHasTheIdAndTheTimeOfTheEvent() {
        var event = EVENTS.getFirst();
        var run = TaskRunReport.of("default", event).orElseThrow();

        assertThat(run.stateId()).isEqualTo(event.id());
        assertThat(run.stateTimestamp()).isEqualTo(event.occurred());
        assertThat(run.stateType()).isEqualTo(StateType.PENDING);
        assertThat(run.flowRunId()).isEqualTo(FLOW_RUN);
        assertThat(run.taskKey()).isEqualTo("greet-0ce28753");
        assertThat(run.empiricalPolicy().getInteger("retries")).isEqualTo(1);
        assertThat(run.state()).isNotNull().satisfies(state -> {
            assertThat(state.stateDetails().taskRunId()).isEqualTo(run.id());
            assertThat(state.stateDetails().flowRunId()).isEqualTo(FLOW_RUN);
        });
    }

    @Test
    void newestReportWinsWhateverTheOrder() {
        var reports = new ArrayList<>(EVENTS.stream()
                .map(event -> TaskRunReport.of("default", event))
                .flatMap(Optional::stream)
                .toList());
        var inOrder = TaskRunRecorder.newest(reports);
        assertThat(inOrder).hasSize(3).allSatisfy(run -> assertThat(run.stateType())
                .isEqualTo(StateType.COMPLETED));

        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(reports, new Random(seed));
            assertThat(TaskRunRecorder.newest(reports)).isEqualTo(inOrder);
        }
    }

    @Test
    void aTaskRunKeepsTheIdUnderWhichItsKeyIsKnown() {
        var report = TaskRunReport.of("default", EVENTS.getFirst()).orElseThrow();
        UUID known = UUID.randomUUID();

        var named = TaskRunRecorder.underOneId(List.of(report), Map.of(TaskRunKey.of(report), known));

        assertThat(named).extracting(TaskRun::id).containsExactly(known);
    }

    @Test
    void onlyWhatAClientOrchestratesIsRecorded() {
        var frame = new HashMap<>(Frames.ofTaskRuns(FLOW_RUN, "0000000f").getFirst());
        var resource = new HashMap<>((Map<?, ?>) java.util.Objects.requireNonNull(frame.get("resource")));
        resource.remove("prefect.orchestration");
        frame.put("resource", resource);

        assertThat(TaskRunReport.of("default", PrefectEvent.of(frame, Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void aPayloadThatCannotBeReadIsNoTaskRun() {
        var frame = new HashMap<>(Frames.ofTaskRuns(FLOW_RUN, "0000000f").getFirst());
        frame.put("payload", Map.of("task_run", Map.of("name", "x"), "validated_state", Map.of("type", "NOPE")));

        assertThat(TaskRunReport.of("default", PrefectEvent.of(frame, Instant.EPOCH)))
                .isEmpty();
    }
}
