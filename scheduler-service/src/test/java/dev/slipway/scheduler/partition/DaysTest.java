package dev.slipway.scheduler.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private final Days days = new Days("events", 7, 2);

    @Test
    void daysAheadWithoutAPartitionAreMissing() {
        assertThat(days.missing(TODAY, List.of("events_default", "events_20261123")))
                .containsExactly(TODAY.minusDays(1), TODAY.plusDays(1), TODAY.plusDays(2));
    }

    @Test
    void onlyPartitionsOfDaysThatAreNotKeptAreOutdated() {
        assertThat(days.outdated(
                        TODAY, List.of("events_default", "events_20261115", "events_20261116", "events_20261123")))
                .containsExactly("events_20261115");
    }

    @Test
    void nameAndDayBelongTogether() {
        assertThat(days.day(days.partition(TODAY))).contains(TODAY);
        assertThat(days.day("events_default")).isEmpty();
        assertThat(days.day("logs_20261123")).isEmpty();
    }
}
