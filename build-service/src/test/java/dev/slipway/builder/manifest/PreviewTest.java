package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {
    private static final String FEATURE = "refs/heads/feature/x";

    @ParameterizedTest
    @CsvSource({
        "refs/heads/feature/x, feature-x",
        "refs/heads/feature/my-thing, feature-my-thing",
        "refs/heads/hotfix, hotfix",
        "refs/merge-requests/12/head, mr-12"
    })
    void plainRefsAreTheirOwnSuffix(String ref, String suffix) {
        assertThat(suffix(ref)).isEqualTo(suffix);
    }

    @Test
    void refsWithTheSameLettersGetDifferentSuffixes() {
        List<String> refs = List.of(
                "refs/heads/feature/x",
                "refs/heads/feature-x",
                "refs/heads/Feature/x",
                "refs/heads/feature/X",
                "refs/heads/feature_x",
                "refs/heads/feature//x",
                "refs/heads/a/b-c",
                "refs/heads/a-b/c",
                "refs/heads/a/b/c",
                "refs/heads/mr/12",
                "refs/merge-requests/12/head",
                "refs/heads/" + suffix("refs/heads/feature-x"),
                "refs/heads/" + suffix("refs/heads/feature-x").replaceFirst("-", "/"),
                "refs/heads/" + "long/".repeat(60) + "1",
                "refs/heads/" + "long/".repeat(60) + "2",
                "refs/heads/größe",
                "refs/heads/日本",
                "refs/heads/" + suffix("refs/heads/日本"));

        assertThat(refs).extracting(PreviewTest::suffix).doesNotHaveDuplicates().allSatisfy(suffix -> assertThat(suffix)
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void deploymentIsNamedAfterTheRefAndDoesNotRunByItself() {
        DeploymentSpec preview = new Preview(FEATURE, false).of(spec());

        assertThat(preview.name()).isEqualTo("hello--feature-x");
        assertThat(preview.flowName()).isEqualTo("etl");
        assertThat(preview.tags()).containsExactly("mine", "preview:feature/x");
        assertThat(preview.schedules()).extracting(ScheduleSpec::active).containsExactly(false, false, false);
        assertThat(preview.schedules())
                .extracting(ScheduleSpec::cron)
                .containsExactly("0 9 * * *", "0 8 * * *", "0 7 * * *");
        assertThat(preview.triggers()).containsExactly(Map.of("name", "t", "enabled", false));
        assertThat(preview.jobVariables()).isEqualTo(spec().jobVariables());
    }

    @Test
    void rulesMayLetItRunByItself() {
        DeploymentSpec preview = new Preview("refs/merge-requests/12/head", true).of(spec());

        assertThat(preview.tags()).containsExactly("mine", "preview:!12");
        assertThat(preview.schedules()).extracting(ScheduleSpec::active).containsExactly(true, false, true);
        assertThat(preview.triggers()).isEqualTo(spec().triggers());
    }

    private static String suffix(String ref) {
        return new Preview(ref, false).suffix();
    }

    private static DeploymentSpec spec() {
        return new DeploymentSpec(
                "hello",
                "etl",
                "flows.py:etl",
                null,
                "v1",
                List.of("mine"),
                Map.of(),
                Map.of(),
                true,
                "docker",
                null,
                Map.of("image", "a@sha256:b"),
                null,
                null,
                null,
                null,
                null,
                false,
                List.of(schedule("0 9 * * *", true), schedule("0 8 * * *", false), schedule("0 7 * * *", null)),
                List.of(Map.of("name", "t")));
    }

    private static ScheduleSpec schedule(String cron, @Nullable Boolean active) {
        return new ScheduleSpec(null, cron, null, null, null, null, null, active, Map.of());
    }
}
