package dev.slipway.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.schedule.Schedule;
import dev.slipway.scheduler.schedule.ScheduleText;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:30Z");
    private static final Horizon HORIZON =
            new Horizon(3, Duration.ofHours(1), 100, Duration.ofDays(100), Duration.ofMinutes(1));

    @Test
    void rareScheduleHasThreeRunsAhead() {
        var plan = HORIZON.plan(cron("0 9 * * *"), null, NOW);

        assertThat(plan.fires())
                .containsExactly(
                        Instant.parse("2026-11-23T09:00:00Z"),
                        Instant.parse("2026-11-24T09:00:00Z"),
                        Instant.parse("2026-11-25T09:00:00Z"));
        assertThat(plan.plannedUntil()).isEqualTo("2026-11-25T09:00:00Z");
        assertThat(plan.again()).isEqualTo("2026-11-23T09:00:00Z");
    }

    @Test
    void frequentScheduleIsPlannedAnHourAhead() {
        var plan = HORIZON.plan(cron("* * * * *"), null, NOW);

        assertThat(plan.fires()).hasSize(61);
        assertThat(plan.plannedUntil()).isEqualTo("2026-11-23T05:01:00Z");
        assertThat(plan.again()).isEqualTo("2026-11-23T04:01:00Z");
    }

    @Test
    void scheduleOfEverySecondHasAHundredRunsAheadAndIsPlannedAgainInTime() {
        var plan = HORIZON.plan(cron("* * * * * *"), null, NOW);

        assertThat(plan.fires()).hasSize(100);
        assertThat(plan.again()).isBetween(NOW.plusSeconds(40), NOW.plusSeconds(60));
    }

    @Test
    void whatIsPlannedIsNotPlannedAgain() {
        var first = HORIZON.plan(cron("* * * * *"), null, NOW);

        var second = HORIZON.plan(cron("* * * * *"), first.plannedUntil(), NOW.plusSeconds(120));

        assertThat(second.fires())
                .containsExactly(Instant.parse("2026-11-23T05:02:00Z"), Instant.parse("2026-11-23T05:03:00Z"));
    }

    @Test
    void nothingIsLeftOutOrDoubledWheneverPlanningHappens() {
        Instant until = null;
        var seen = new java.util.ArrayList<Instant>();
        for (long seconds :
                LongStream.of(0, 7, 61, 600, 601, 4_000, 4_001, 9_000).toArray()) {
            var plan = HORIZON.plan(cron("*/5 * * * *"), until, NOW.plusSeconds(seconds));
            seen.addAll(plan.fires());
            until = plan.plannedUntil();
        }

        assertThat(seen).doesNotHaveDuplicates().isSorted();
        assertThat(seen.stream().filter(fire -> fire.isBefore(Instant.parse("2026-11-23T05:05:01Z"))))
                .hasSize(13);
    }

    @Test
    void slotsMissedInALongStopAreLeftOutButForTheLastMinute() {
        Instant stopped = NOW.minus(Duration.ofHours(5));

        var plan = HORIZON.plan(cron("* * * * * */30"), stopped, NOW);

        assertThat(plan.fires().getFirst()).isEqualTo("2026-11-23T03:59:30Z");
    }

    @Test
    void scheduleWithoutFurtherTimesIsLookedAtAgainLater() {
        Schedule ended =
                ScheduleText.parse(new JsonObject().put("rrule", "DTSTART:20240101T000000\nRRULE:FREQ=DAILY;COUNT=3"));

        var plan = HORIZON.plan(ended, null, NOW);

        assertThat(plan.fires()).isEmpty();
        assertThat(plan.again()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void slotsBeyondAHundredDaysAreNotPlannedYet() {
        assertThat(HORIZON.plan(cron("0 0 1 7 *"), null, NOW).fires()).isEmpty();
    }

    private static Schedule cron(String expression) {
        return ScheduleText.parse(new JsonObject().put("cron", expression));
    }
}
