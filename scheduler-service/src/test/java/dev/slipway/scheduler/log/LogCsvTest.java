package dev.slipway.scheduler.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogCsvTest {
    private static final UUID RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Instant TIME = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void separatorsWithinAMessageAreQuoted() {
        assertThat(LogCsv.rows(List.of(line(20, "plain"), line(40, "a, \"b\"\nc"))))
                .isEqualTo("2026-11-23T12:00:00.000000Z,INFO," + RUN + ",,plain\r\n"
                        + "2026-11-23T12:00:00.000000Z,ERROR," + RUN + ",,\"a, \"\"b\"\"\nc\"\r\n");
    }

    @Test
    void levelsOfTheirOwnAreTold() {
        assertThat(LogCsv.rows(List.of(line(25, "x")))).contains(",25,");
    }

    private static LogLine line(int level, String message) {
        return new LogLine(UUID.randomUUID(), TIME, TIME, "prefect.flow_runs", level, message, TIME, RUN, null);
    }
}
