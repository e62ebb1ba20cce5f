package dev.slipway.scheduler.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimesTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
        "2026-11-23T01:19:36.120918Z, 2026-11-23T01:19:36.120918Z",
        "2026-02-28T23:59:59.000007999Z, 2026-02-28T23:59:59.000007Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500000Z"
    })
    void timesAreWrittenInUtcWithMicroseconds(Instant time, String text) {
        assertThat(WireTimes.format(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T01:19:36.120918Z",
                "2026-11-23T01:19:36.120918+00:00",
                "2026-11-23T02:19:36.120918+01:00",
                "2026-11-23 01:19:36.120918",
                " 2026-11-23T01:19:36.120918 "
            })
    void theSameTimeIsReadFromAllOfItsForms(String text) {
        assertThat(WireTimes.parse(text)).isEqualTo(Instant.parse("2026-11-23T01:19:36.120918Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-23T01:19:36.120918Z", "2026-02-30T01:19:36.120918Z", "soon", ""})
    void whatIsNoTimeIsRefused(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> WireTimes.parse(text));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Instant time = Instant.parse("2024-02-29T12:00:00.000001Z");
        assertThat(WireTimes.parse(WireTimes.format(time))).isEqualTo(time);
    }
}
