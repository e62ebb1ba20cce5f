package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The real client's commands print what is there. */
class PrefectCliE2E {
    private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Slipway slipway = Slipway.running();
    private final PrefectCli prefect = slipway.prefect();

    @Test
    void deploymentAndFlowRunCommandsPrintWhatIsThere() {
        TeamProject project = slipway.project("cli").withFlow("logger.info('printed by the flow')");
        slipway.register(project);

        assertThat(prefect.run("deployment", "ls")).contains(project.deploymentName(), TeamProject.POOL);
        assertThat(prefect.run("deployment", "inspect", project.deploymentName()))
                .contains("'entrypoint': 'flows/main.py:main'", "@sha256:");
        UUID run = id(prefect.run("deployment", "run", project.deploymentName(), "--param", "seconds=1"));
        slipway.awaitCompleted(run);

        assertThat(prefect.run("flow-run", "ls", "--flow-name", project.slug())).contains(run.toString(), "COMPLETED");
        assertThat(prefect.run("flow-run", "inspect", run.toString())).contains(run.toString(), "'seconds': 1");
        await().untilAsserted(() ->
                assertThat(prefect.run("flow-run", "logs", run.toString())).contains("printed by the flow"));
    }

    @Test
    void workPoolCommandsMakeAndListPools() {
        String name = "pool-" + UUID.randomUUID();
        prefect.run("work-pool", "create", name, "--type", "docker");

        assertThat(prefect.run("work-pool", "ls")).contains(name, "docker");
    }

    private static UUID id(String output) {
        Matcher matcher = RUN_ID.matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return UUID.fromString(matcher.group());
    }
}
