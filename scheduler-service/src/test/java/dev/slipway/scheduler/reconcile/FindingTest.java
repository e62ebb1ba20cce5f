package dev.slipway.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.scheduler.job.Ending;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
    private static final UUID RUN = new UUID(0, 1);
    private static final Instant SETTLED = Instant.parse("2026-11-23T04:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # run       dispatch  age of its end   finding         its end
            PENDING,    -,        -,               NO_DISPATCH,    -
            RUNNING,    -,        -,               NO_DISPATCH,    -
            PAUSED,     -,        -,               NO_DISPATCH,    -
            SCHEDULED,  -,        -,               NO_DISPATCH,    -
            CANCELLING, -,        -,               NO_DISPATCH,    lost
            PENDING,    RECORDED, -,               -,              -
            PENDING,    CREATING, -,               -,              -
            PENDING,    CREATED,  -,               -,              -
            RUNNING,    RUNNING,  -,               -,              -
            CANCELLING, RUNNING,  -,               -,              -
            RUNNING,    LATER,    -,               -,              -
            PENDING,    ENDED,    1,               DISPATCH_ENDED, EVICTED
            RUNNING,    ENDED,    0,               DISPATCH_ENDED, EVICTED
            CANCELLING, ENDED,    1,               DISPATCH_ENDED, EVICTED
            RUNNING,    ENDED,    -1,              -,              -
            RUNNING,    LOST,     1,               DISPATCH_LOST,  lost
            RUNNING,    LOST,     -1,              -,              -
            """)
    void runIsHeldAgainstWhatTheDispatcherKnows(
            StateType state,
            @Nullable String dispatch,
            @Nullable Integer age,
            RunRepaired.@Nullable Found found,
            @Nullable String end) {
        var run = new DispatchedRun("default", RUN, 2, new UUID(0, 2), state);
        Instant endedAt = age == null ? null : SETTLED.minusSeconds(age);
        var report = dispatch == null
                ? null
                : new DispatchReport(RUN, 2, dispatch, EndReason.EVICTED, "The node was short of memory.", endedAt);

        var finding = Finding.of(run, report, SETTLED);

        assertThat(finding.map(Finding::found).orElse(null)).isEqualTo(found);
        Ending ending = finding.map(Finding::ending).orElse(null);
        assertThat(
                        ending == null
                                ? null
                                : ending.reason() == null
                                        ? "lost"
                                        : ending.reason().name())
                .isEqualTo(end);
    }

    @Test
    void whyItEndedIsTheDispatchersOwnSentence() {
        var report = new DispatchReport(RUN, 2, "ENDED", null, "Killed.", SETTLED.minusSeconds(1));

        assertThat(Finding.of(new DispatchedRun("default", RUN, 2, RUN, StateType.RUNNING), report, SETTLED))
                .map(Finding::ending)
                .contains(new Ending(2, EndReason.UNKNOWN, "Killed."));
    }
}
