package dev.slipway.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    static Stream<JsonObject> vectors() {
        return Vectors.of("zone-vectors.jsonl");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void firesWhenPrefectFires(JsonObject vector) {
        Schedule schedule = ScheduleText.parse(vector.getJsonObject("schedule"));

        List<String> expected = Vectors.strings(vector, "fires");
        assertThat(fires(schedule, vector.getString("start"), expected.size())).isEqualTo(expected);
    }

    @Test
    void dailyIntervalKeepsItsHourWhenAskedInAnotherSeason() {
        Schedule schedule = ScheduleText.parse(new JsonObject()
                .put("interval", 86_400)
                .put("anchor_date", "2024-01-01T09:00:00-05:00")
                .put("timezone", "America/New_York"));

        assertThat(fires(schedule, "2024-07-01T00:00:00Z", 2))
                .containsExactly("2024-07-01T13:00:00Z", "2024-07-02T13:00:00Z");
    }

    @Test
    void intervalOfDaysAndHoursAddsDaysOnTheWallAndHoursElapsed() {
        Schedule schedule = ScheduleText.parse(new JsonObject()
                .put("interval", 25 * 3_600)
                .put("anchor_date", "2024-03-09T12:00:00-05:00")
                .put("timezone", "America/New_York"));

        assertThat(fires(schedule, "2024-03-09T17:00:00Z", 3))
                .containsExactly("2024-03-09T17:00:00Z", "2024-03-10T17:00:00Z", "2024-03-11T18:00:00Z");
    }

    @Test
    void intervalWithoutAnchorCountsFromTheSamePointAlways() {
        Schedule schedule = ScheduleText.parse(new JsonObject().put("interval", 3_600));

        assertThat(fires(schedule, "2026-11-23T03:22:00Z", 1)).containsExactly("2026-11-23T04:00:00Z");
        assertThat(fires(schedule, "2026-11-23T04:00:00Z", 1)).containsExactly("2026-11-23T04:00:00Z");
    }

    // Prefect answers these differently by the version of Python that its server runs on
    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, America/New_York, 2024-03-09T12:00:00Z, 2024-03-10T07:30:00Z, 2024-03-11T06:30:00Z",
        "0 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:00:00Z",
        "0 2 * * *, Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-03T15:30:00Z, 2026-10-04T15:00:00Z"
    })
    void timeThatSpringLeavesOutFiresLaterThatDay(String cron, String zone, String start, String first, String second) {
        Schedule schedule =
                ScheduleText.parse(new JsonObject().put("cron", cron).put("timezone", zone));

        assertThat(fires(schedule, start, 2)).containsExactly(first, second);
    }

    @Test
    void hourlyIntervalFiresEveryElapsedHourWhenClocksGoBack() {
        Schedule schedule = ScheduleText.parse(new JsonObject()
                .put("interval", 3_600)
                .put("anchor_date", "2024-01-01T00:00:00Z")
                .put("timezone", "America/New_York"));

        assertThat(fires(schedule, "2024-11-03T04:00:00Z", 4))
                .containsExactly(
                        "2024-11-03T04:00:00Z", "2024-11-03T05:00:00Z", "2024-11-03T06:00:00Z", "2024-11-03T07:00:00Z");
    }

    @Test
    void startInTheSecondPassOfARepeatedHourDoesNotFireTheFirstAgain() {
        Schedule schedule =
                ScheduleText.parse(new JsonObject().put("cron", "30 1 * * *").put("timezone", "America/New_York"));

        assertThat(fires(schedule, "2024-11-03T06:10:00Z", 1)).containsExactly("2024-11-04T06:30:00Z");
    }

    @Test
    void ruleThatMatchesNothingHasNoFireTimes() {
        Schedule schedule = ScheduleText.parse(new JsonObject().put("rrule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"));

        assertThat(fires(schedule, "2026-11-23T03:22:00Z", 1)).isEmpty();
    }

    @Test
    void secondlyRuleOfYearsAgoAnswersAtOnce() {
        Schedule schedule = ScheduleText.parse(new JsonObject().put("rrule", "FREQ=SECONDLY;INTERVAL=10"));

        assertThat(fires(schedule, "2026-11-23T03:22:03Z", 1)).containsExactly("2026-11-23T03:22:10Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"cron\":\"nonsense\"}",
                "{\"cron\":\"@daily\",\"timezone\":\"Mars/Olympus\"}",
                "{\"interval\":0}",
                "{\"interval\":-5}",
                "{\"interval\":\"soon\"}",
                "{\"interval\":60,\"anchor_date\":\"yesterday\"}",
                "{\"rrule\":\"FREQ=SOMETIMES\"}",
                "{\"rrule\":\"DTSTART:never\\nRRULE:FREQ=DAILY\"}",
                "{\"rrule\":\"DTSTART:20240101T000000\"}",
                "{\"rrule\":\"COLOUR:RED\"}"
            })
    void textThatMeansNothingIsRejected(String json) {
        assertThatThrownBy(() -> ScheduleText.parse(new JsonObject(json))).isInstanceOf(InvalidSchedule.class);
    }

    private static List<String> fires(Schedule schedule, String start, int count) {
        List<String> fires = new ArrayList<>();
        Iterator<Instant> times = schedule.from(Instant.parse(start));
        while (fires.size() < count && times.hasNext()) {
            fires.add(times.next().toString());
        }
        return fires;
    }
}
