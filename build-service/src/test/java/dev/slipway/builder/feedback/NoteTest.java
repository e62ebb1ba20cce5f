package dev.slipway.builder.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildReport;
import dev.slipway.builder.build.BuildState;
import dev.slipway.builder.build.DeploymentOutcome;
import dev.slipway.builder.build.DeploymentOutcome.Outcome;
import dev.slipway.builder.build.PushDetails;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.build.StageTimes;
import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoteTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    @Test
    void stagesAndDeploymentsAreTold() {
        assertThat(note(BuildState.SUCCEEDED, null, new DeploymentOutcome("etl/hello--x", Outcome.REGISTERED, null)))
                .isEqualTo("""
                        <!-- slipway:hello -->
                        **Slipway** `hello`, commit `01234567`: [build](http://slipway/b) succeeded

                        | Stage | Time |
                        |---|---|
                        | CHECKOUT | 1.5 s |
                        | PARSE | … |

                        | Deployment | |
                        |---|---|
                        | `etl/hello--x` | registered |""");
    }

    @Test
    void whatARepositorySaysIsNeitherMarkupNorACommandNorAMention() {
        String text = note(
                BuildState.FAILED,
                "Broken.\n/merge\n```\n@all <img src=x> | `code`",
                new DeploymentOutcome("a|b\n/close", Outcome.REJECTED, "because\r\n/approve"));

        assertThat(text)
                .contains(
                        "`Broken. /merge ''' @all <img src=x> ' 'code'`",
                        "| `a'b /close` | rejected: `because /approve` |");
        assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("/"));
        assertThat(text).contains("| PARSE | …, not finished |");
    }

    private static String note(BuildState state, @Nullable String message, DeploymentOutcome deployment) {
        var build = new Build(
                new UUID(0, 1),
                new UUID(0, 2),
                new Source("default", "hello", "refs/heads/x", "0123456789".repeat(4)),
                new PushDetails("0".repeat(40), "main", null, null, null, null),
                1,
                state,
                BuildStage.PARSE,
                message,
                List.of(),
                List.of(
                        new StageTimes(BuildStage.CHECKOUT, NOW, NOW.plusMillis(1_500)),
                        new StageTimes(BuildStage.PARSE, NOW, null)),
                1,
                null,
                null,
                NOW,
                NOW,
                NOW);
        return new Note("hello", "http://slipway/b", new BuildReport(build, List.of(deployment))).text();
    }
}
