package dev.slipway.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimePartsTest {
    private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");

    private final Map<Milestone, Instant> milestones = new EnumMap<>(Milestone.class);
    private final List<StageTime> stages = List.of(
            stage("CHECKOUT", 420, 620),
            stage("PARSE", 620, 630),
            stage("BUILD", 640, 2640),
            stage("PUSH", 2640, 3640),
            stage("INTROSPECT", 3640, 6640));

    @BeforeEach
    void passAll() {
        at(Milestone.PUSHED, 0);
        at(Milestone.RECEIVED, 300);
        at(Milestone.QUEUED, 310);
        at(Milestone.BUILD_STARTED, 400);
        at(Milestone.BUILT, 6700);
        at(Milestone.REGISTERED, 6800);
        at(Milestone.SLOT, 20_000);
        at(Milestone.DUE, 20_050);
        at(Milestone.CREATED, 20_200);
        at(Milestone.STARTED, 20_500);
        at(Milestone.RUNNING, 24_000);
        at(Milestone.COMPLETED, 25_000);
    }

    @Test
    void partsAddUpToTheWholeTime() {
        assertThat(TimeParts.of(milestones, stages).total()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void ownShareIsWithoutGitImageIntrospectionScheduleAndPython() {
        // received→started 100, checkout 200, parse 10, gaps 20+10+60, registering 100, due→created 200, →started 300
        assertThat(TimeParts.of(milestones, stages).own()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void dispatchIsTheTimeFromDueToTheContainer() {
        assertThat(TimeParts.of(milestones, stages).dispatch()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void slotThatWasDueBeforeTheRegistrationIsNotWaitedFor() {
        at(Milestone.SLOT, 5000);
        TimeParts parts = TimeParts.of(milestones, stages);

        assertThat(parts.parts())
                .filteredOn(part -> part.name().equals("waiting for the schedule"))
                .extracting(Part::time)
                .containsExactly(Duration.ZERO);
        assertThat(parts.total()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void journeyThatDidNotCompleteHasNoParts() {
        milestones.remove(Milestone.CREATED);

        assertThatThrownBy(() -> TimeParts.of(milestones, stages)).hasMessageContaining("container created");
    }

    private void at(Milestone milestone, long millis) {
        milestones.put(milestone, T0.plusMillis(millis));
    }

    private static StageTime stage(String name, long from, long to) {
        return new StageTime(name, T0.plusMillis(from), T0.plusMillis(to));
    }
}
