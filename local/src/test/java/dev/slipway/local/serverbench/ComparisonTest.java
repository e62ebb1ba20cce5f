package dev.slipway.local.serverbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    @Test
    void moreInASecondIsBetterByTheRatio() {
        assertThat(compare(Operation.CREATE_FLOW_RUN, 40, 2_000)).isZero();
        assertThat(text.toString(UTF_8)).contains("40.0/s", "2000/s", "50.0 x", "met");
        assertThat(compare(Operation.CREATE_FLOW_RUN, 40, 1_999)).isOne();
        assertThat(text.toString(UTF_8)).contains("MISSED");
    }

    @Test
    void aTimeIsHeldAgainstItsLimitAndNotAgainstPrefect() {
        assertThat(compare(Operation.CLAIM, 6_400, 50)).isZero();
        assertThat(compare(Operation.CLAIM, 6_400, 51)).isOne();
        assertThat(text.toString(UTF_8)).contains("128.0 x");
    }

    @Test
    void whatOnlyOneSideHasIsNotCompared() {
        var comparison = new Comparison();
        comparison.addSlipway(Operation.POLL, new Measured(1, ""));
        assertThat(comparison.print(new PrintStream(text, true, UTF_8))).isZero();
        assertThat(text.toString(UTF_8)).doesNotContain("get_scheduled");
    }

    @Test
    void roundsCountByTheirMedian() {
        assertThat(Comparison.median(List.of(new Measured(9, ""), new Measured(1, ""), new Measured(2, ""))))
                .isEqualTo(2);
        assertThat(Comparison.median(List.of(new Measured(9, ""), new Measured(1, ""))))
                .isEqualTo(5);
    }

    private int compare(Operation operation, double prefect, double slipway) {
        var comparison = new Comparison();
        comparison.addPrefect(operation, new Measured(prefect, ""));
        comparison.addSlipway(operation, new Measured(slipway, ""));
        return comparison.print(new PrintStream(text, true, UTF_8));
    }
}
