package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.testkit.Facts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A push that can't be deployed fails where it is wrong, and nothing of it is registered. */
class BrokenPushE2E {
    private final Slipway slipway = Slipway.running();
    private final TeamProject project = slipway.project("broken");

    @Test
    void prefectYamlThatIsNoYamlFailsWhenItIsRead() {
        project.commit();
        project.tree().write("prefect.yaml", "deployments: [\n").commit("break prefect.yaml");
        project.tree().push();

        assertThat(failure(project.tree().head()).stage()).isEqualTo(BuildStage.PARSE);
    }

    @Test
    void dockerfileWhoseCommandFailsFailsTheBuildWithItsOutput() {
        String commit = project.withDockerfile(
                        "FROM prefecthq/prefect:3.8.8-python3.11\nRUN echo no such thing >&2; exit 7\n")
                .push();

        BuildFailed failed = failure(commit);
        assertThat(failed.stage()).isEqualTo(BuildStage.BUILD);
        assertThat(failed.message()).contains("7");
    }

    @Test
    void entrypointThatDoesNotImportFailsWithThePythonError() {
        project.withFlow("pass").commit();
        project.tree().write("flows/main.py", "import no_such_module\n").commit("break the flow");
        project.tree().push();

        BuildFailed failed = failure(project.tree().head());
        assertThat(failed.stage()).isEqualTo(BuildStage.INTROSPECT);
        assertThat(failed.message()).contains("no_such_module");
    }

    private BuildFailed failure(String commit) {
        try (Facts facts = slipway.facts()) {
            BuildFailed failed = facts.awaitOne(
                            BuildFailed.class, build -> build.commit().equals(commit))
                    .data();
            assertThat(facts.within(Duration.ofSeconds(1), DeploymentRegistered.class, deployment -> deployment
                            .flowName()
                            .equals(project.slug())))
                    .isEmpty();
            return failed;
        }
    }
}
