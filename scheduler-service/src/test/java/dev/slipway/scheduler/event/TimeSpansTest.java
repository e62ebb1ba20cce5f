package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeSpansTest {
    @Test
    void spansTouchAndCoverTheWholeRange() {
        var spans = TimeSpans.of("hour", 2);
        var numbers = spans.between(Instant.parse("2026-11-23T01:30:00Z"), Instant.parse("2026-11-23T06:00:00Z"));

        assertThat(numbers).hasSize(4);
        assertThat(spans.start(numbers.getFirst())).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(spans.end(numbers.getFirst())).isEqualTo("2026-11-23T01:59:59.999999Z");
        assertThat(spans.start(numbers.get(1))).isEqualTo("2026-11-23T02:00:00Z");
    }

    @Test
    void timesBeforeThePivotHaveNegativeNumbers() {
        assertThat(TimeSpans.of("day", 1).number(TimeSpans.PIVOT.minusMillis(1)))
                .isEqualTo(-1);
    }

    @Test
    void tooManySpansAreRefused() {
        var seconds = TimeSpans.of("second", 1);
        assertThatThrownBy(() -> seconds.between(TimeSpans.PIVOT, TimeSpans.PIVOT.plusSeconds(1_000)))
                .isInstanceOf(ApiProblem.class)
                .hasMessageContaining("1001 buckets");
    }

    @Test
    void intervalsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> TimeSpans.of("day", 0)).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> TimeSpans.of("day", Double.NaN)).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> TimeSpans.of("fortnight", 1)).isInstanceOf(ApiProblem.class);
    }
}
