package dev.slipway.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.JobRepaired.Found;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.LiveAttempts.Unneeded;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptVerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final UUID RUN = new UUID(0, 1);
    private static final AttemptKey SECOND = new AttemptKey("default", RUN, 2);
    private static final AttemptVerdict.Patience PATIENCE =
            new AttemptVerdict.Patience(Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofSeconds(30));

    /** Seconds to wait are counted from now. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # state     its attempt  for s  found                 reason      to wait
            PENDING,    2,           60,    -,                    -,          -
            RUNNING,    2,           60,    -,                    -,          -
            PAUSED,     2,           60,    -,                    -,          -
            SCHEDULED,  2,           60,    -,                    -,          -
            LATER,      2,           60,    -,                    -,          -
            CANCELLING, 2,           60,    RUN_CANCELLING,       CANCELLED,  -56
            CANCELLING, 2,           4,     -,                    -,          -
            COMPLETED,  2,           10,    RUN_ENDED,            RUN_ENDED,  20
            FAILED,     2,           60,    RUN_ENDED,            RUN_ENDED,  -30
            CRASHED,    2,           5,     RUN_ENDED,            RUN_ENDED,  25
            CANCELLED,  2,           60,    RUN_ENDED,            RUN_ENDED,  -30
            CRASHED,    2,           4,     -,                    -,          -
            COMPLETED,  3,           60,    RUN_ENDED,            RUN_ENDED,  -30
            PENDING,    3,           60,    RUN_REPLACED_ATTEMPT, SUPERSEDED, 0
            RUNNING,    3,           60,    RUN_REPLACED_ATTEMPT, SUPERSEDED, 0
            PENDING,    3,           4,     -,                    -,          -
            PENDING,    1,           60,    -,                    -,          -
            """)
    void attemptIsHeldAgainstItsRun(
            String state,
            int attempt,
            int seconds,
            @Nullable Found found,
            @Nullable StopReason reason,
            @Nullable Integer wait) {
        var run = new RunReport(RUN, attempt, state, NOW.minusSeconds(seconds));

        var verdict = AttemptVerdict.of(SECOND, run, PATIENCE, NOW);

        assertThat(verdict.map(Unneeded::found).orElse(null)).isEqualTo(found);
        assertThat(verdict.map(Unneeded::reason).orElse(null)).isEqualTo(reason);
        assertThat(verdict.map(Unneeded::notBefore).orElse(null))
                .isEqualTo(wait == null ? null : NOW.plusSeconds(wait));
    }

    @Test
    void attemptOfNoRunIsStoppedAtOnce() {
        var verdict = AttemptVerdict.of(SECOND, null, PATIENCE, NOW).orElseThrow();

        assertThat(verdict.found()).isEqualTo(Found.NO_RUN);
        assertThat(verdict.reason()).isEqualTo(StopReason.RUN_UNKNOWN);
        assertThat(verdict.notBefore()).isEqualTo(NOW);
        assertThat(verdict.message())
                .isEqualTo("Attempt 2 had a job although there is no such run any more; it is stopped.");
    }

    @Test
    void runWithoutAStateIsLeftAlone() {
        assertThat(AttemptVerdict.of(SECOND, new RunReport(RUN, 2, null, null), PATIENCE, NOW))
                .isEmpty();
    }
}
