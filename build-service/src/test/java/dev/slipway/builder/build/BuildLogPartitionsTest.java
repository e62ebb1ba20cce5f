package dev.slipway.builder.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildLogPartitionsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    @Test
    void everyDayFromYesterdayOnGetsItsPartition() {
        assertThat(BuildLogPartitions.statements(List.of(), TODAY, 30))
                .hasSize(5)
                .first()
                .isEqualTo(
                        "create table build_log_20260228 partition of build_log for values from ('2026-02-28T00:00:00Z')"
                                + " to ('2026-03-01T00:00:00Z')");
    }

    @Test
    void whatIsThereIsNotMadeAgainAndWhatIsOldIsDropped() {
        var existing = List.of(
                "build_log_20260129",
                "build_log_20260130",
                "build_log_20260228",
                "build_log_20260301",
                "build_log_20260302",
                "build_log_20260303",
                "build_log_20260304");

        assertThat(BuildLogPartitions.statements(existing, TODAY, 30)).containsExactly("drop table build_log_20260129");
    }
}
