package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleReaderTest {
    @Test
    void cronWithEverythingAround() {
        assertThat(read(
                        "schedules:\n  - {cron: '0 9 * * mon-fri', timezone: Europe/Berlin, slug: nine, active: false, day_or: no,"
                                + " parameters: {n: 1}}"))
                .containsExactly(new ScheduleSpec(
                        "nine",
                        "0 9 * * mon-fri",
                        false,
                        null,
                        null,
                        null,
                        "Europe/Berlin",
                        false,
                        java.util.Map.of("n", 1L)));
    }

    @Test
    void scheduleIsAsItWasWhereTheFileSaysNothingOfIt() {
        assertThat(read("schedules: [{cron: '@daily'}, {interval: 1, active: true}, {interval: 2, active: no}]"))
                .extracting(ScheduleSpec::active)
                .containsExactly(null, true, false);
    }

    @Test
    void sixFieldsAndNicknamesAreCron() {
        assertThat(read("schedules: [{cron: '* * * * * */20'}, {cron: '@daily'}]"))
                .extracting(ScheduleSpec::cron)
                .containsExactly("* * * * * */20", "@daily");
    }

    @Test
    void intervalsAreSecondsClockOrIso() {
        assertThat(
                        read(
                                "schedules: [{interval: 90}, {interval: 0.5}, {interval: '01:30:00'}, {interval: PT15M}, {interval: P1D}]"))
                .extracting(ScheduleSpec::intervalSeconds)
                .containsExactly(90.0, 0.5, 5400.0, 900.0, 86400.0);
    }

    @Test
    void anchorDatesAreIsoWithOrWithoutOffset() {
        assertThat(read(
                        "schedules: [{interval: 1, anchor_date: 2026-01-31}, {interval: 1, anchor_date: 2026-01-31 09:00:00},"
                                + " {interval: 1, anchor_date: '2026-01-31T09:00:00Z'}]"))
                .extracting(ScheduleSpec::anchorDate)
                .containsExactly("2026-01-31T00:00", "2026-01-31T09:00:00", "2026-01-31T09:00:00Z");
    }

    @Test
    void olderFormIsOneScheduleAndAnEmptyOneIsNone() {
        assertThat(read("schedule: {cron: '0 0 * * *'}")).hasSize(1);
        assertThat(read("schedule: {}")).isEmpty();
        assertThat(read("schedules: [{}]")).isEmpty();
        assertThat(read("schedule: null\nschedules: null")).isEmpty();
    }

    @Test
    void rulesOfRfc5545() {
        assertThat(read("schedules: [{rrule: 'FREQ=DAILY;BYHOUR=9'}]"))
                .extracting(ScheduleSpec::rrule)
                .containsExactly("FREQ=DAILY;BYHOUR=9");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertInvalid("schedules: [{cron: '* *'}]", "schedules[0].cron");
        assertInvalid("schedules: [{cron: '* * * * *', interval: 5}]", "exactly one");
        assertInvalid("schedules: [{slug: x}]", "exactly one");
        assertInvalid("schedules: [{corn: x}]", "schedules[0].corn");
        assertInvalid("schedules: [{interval: -1}]", "interval");
        assertInvalid("schedules: [{interval: soon}]", "interval");
        assertInvalid("schedules: [{cron: '0 0 * * *', timezone: Mars/Olympus}]", "timezone");
        assertInvalid("schedules: [{rrule: daily}]", "rrule");
        assertInvalid("schedules: [{interval: 5, anchor_date: tomorrow}]", "anchor_date");
        assertInvalid("schedules: [{interval: 5, slug: a}, {interval: 6, slug: a}]", "slug a");
        assertInvalid("schedules: {cron: '0 0 * * *'}", "must be a list");
    }

    private static List<ScheduleSpec> read(String text) {
        YamlDocument document = YamlReader.read(text);
        return ScheduleReader.read(Fields.of(document, "", document.root()));
    }

    private static void assertInvalid(String text, String part) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ManifestInvalid.class).hasMessageContaining(part);
    }
}
