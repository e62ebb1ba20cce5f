package dev.slipway.scheduler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.testkit.SequentialIds;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScheduleChangeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID DEPLOYMENT = new UUID(1, 1);

    private final Ids ids = new SequentialIds();

    private static List<ScheduleBody> bodies(String json) {
        return new JsonArray(json).stream().map(ScheduleBody::of).toList();
    }

    private List<DeploymentSchedule> existing(String json) {
        return ScheduleChange.replace(DEPLOYMENT, List.of(), bodies(json), ids, NOW)
                .added();
    }

    private ScheduleChange replace(List<DeploymentSchedule> existing, String json) {
        return ScheduleChange.replace(DEPLOYMENT, existing, bodies(json), ids, NOW);
    }

    private ScheduleChange patch(List<DeploymentSchedule> existing, String json) {
        return ScheduleChange.patch(DEPLOYMENT, existing, bodies(json), ids, NOW);
    }

    @Test
    void theSameSchedulesChangeNothingWithOrWithoutASlug() {
        var json = """
                [{"slug": "a", "schedule": {"cron": "0 * * * *"}}, {"schedule": {"interval": 60, "timezone": "UTC"}}]""";

        var change = replace(existing(json), json.replace("60", "60.0"));

        assertThat(change).isEqualTo(ScheduleChange.NONE);
    }

    @Test
    void whatSomebodySwitchedOffStaysOffUnlessItIsSaidToBeActive() {
        var off = "[{\"schedule\": {\"cron\": \"0 * * * *\"}, \"active\": false}]";

        assertThat(replace(existing(off), off.replace(", \"active\": false", "")))
                .isEqualTo(ScheduleChange.NONE);
        assertThat(replace(existing(off), off.replace("false", "true")).redefined())
                .extracting(DeploymentSchedule::active)
                .containsExactly(true);
    }

    @Test
    void aSluggedScheduleKeepsItsIdentityWhenItsTimesChange() {
        var old = existing("[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}}]");

        var change = replace(old, "[{\"slug\": \"a\", \"schedule\": {\"cron\": \"5 * * * *\"}}]");

        assertThat(change.redefined()).singleElement().satisfies(schedule -> {
            assertThat(schedule.id()).isEqualTo(old.getFirst().id());
            assertThat(schedule.identity()).isEqualTo("a");
        });
        assertThat(change.added()).isEmpty();
    }

    @Test
    void whatIsNotNamedIsRemovedByReplacingAndKeptByPatching() {
        var old = existing("[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}},"
                + " {\"slug\": \"b\", \"schedule\": {\"cron\": \"0 1 * * *\"}}]");
        var onlyA = "[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}}]";

        assertThat(replace(old, onlyA).removed()).containsExactly(old.getLast().id());
        assertThat(patch(old, onlyA).removed()).isEmpty();
    }

    @Test
    void aPatchCanGiveAScheduleANewSlug() {
        var old = existing("[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}}]");

        var change = patch(old, "[{\"slug\": \"z\", \"replaces\": \"a\"}]");

        assertThat(change.redefined()).singleElement().satisfies(schedule -> {
            assertThat(schedule.id()).isEqualTo(old.getFirst().id());
            assertThat(schedule.slug()).isEqualTo("z");
        });
    }

    @Test
    void aPatchKeepsWhatItDoesNotName() {
        var old = existing("[{\"slug\": \"a\", \"active\": false, \"parameters\": {\"p\": 1},"
                + " \"schedule\": {\"cron\": \"0 * * * *\"}}]");

        var change = patch(old, "[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}}]");

        assertThat(change).isEqualTo(ScheduleChange.NONE);
    }

    @Test
    void slugsHaveToBeGivenWhereAllHaveOne() {
        var old = existing("[{\"slug\": \"a\", \"schedule\": {\"cron\": \"0 * * * *\"}}]");

        assertThatThrownBy(() -> patch(old, "[{\"schedule\": {\"cron\": \"0 * * * *\"}}]"))
                .isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> replace(
                        old,
                        "[{\"slug\": \"x\", \"schedule\": {\"cron\": \"0 * * * *\"}},"
                                + " {\"slug\": \"x\", \"schedule\": {\"cron\": \"1 * * * *\"}}]"))
                .isInstanceOf(ApiProblem.class);
    }

    @Test
    void unknownKeysOfAScheduleAreRefused() {
        assertThatThrownBy(() -> existing("[{\"schedule\": {\"cron\": \"0 * * * *\", \"every\": 3}}]"))
                .isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> existing("[{\"schedule\": {\"interval\": 0}}]"))
                .isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> existing("[{\"slug\": \"Not A Slug\", \"schedule\": {\"cron\": \"0 * * * *\"}}]"))
                .isInstanceOf(ApiProblem.class);
    }
}
