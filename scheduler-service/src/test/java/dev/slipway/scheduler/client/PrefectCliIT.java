package dev.slipway.scheduler.client;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class PrefectCliIT {
    private static final String FLOW = """
            from prefect import flow

            @flow(name="%s")
            def greet(name: str = "world", times: int = 1):
                print(name * times)
            """;
    private static final String PROJECT = """
            name: greeting
            pull:
              - prefect.deployments.steps.set_working_directory:
                  directory: /project
            deployments:
              - name: nightly
                entrypoint: flow.py:greet
                parameters: {name: tester}
                tags: [ci]
                concurrency_limit: 1
                schedules:
                  - cron: "0 3 * * *"
                    timezone: Europe/Berlin
                    slug: night
                work_pool:
                  name: %s
                  job_variables: {env: {A: "1"}}
            """;

    @Test
    void workPoolsAreMadeListedAndInspected(@TempDir Path folder) {
        var cli = new PrefectCli(folder);
        var name = unique("cli");

        cli.run("work-pool", "create", name, "--type", "docker");

        assertThat(cli.run("work-pool", "ls")).contains(name);
        assertThat(cli.run("work-pool", "inspect", name)).contains("docker").contains("default_queue_id");
        cli.run("work-pool", "pause", name);
        assertThat(get("/api/work_pools/" + name).getBoolean("is_paused")).isTrue();
        cli.run("--no-prompt", "work-pool", "delete", name);
        assertThat(cli.run("work-pool", "ls")).doesNotContain(name);
    }

    @Test
    void aProjectIsDeployedTwiceAndRun(@TempDir Path folder) throws IOException {
        var cli = new PrefectCli(folder);
        var pool = unique("cli");
        var flow = unique("greet");
        Files.writeString(folder.resolve("flow.py"), FLOW.formatted(flow));
        Files.writeString(folder.resolve("prefect.yaml"), PROJECT.formatted(pool));
        cli.run("work-pool", "create", pool, "--type", "process");

        cli.run("--no-prompt", "deploy", "--all");
        var first = get("/api/deployments/name/" + flow + "/nightly");
        cli.run("--no-prompt", "deploy", "--all");
        var second = get("/api/deployments/name/" + flow + "/nightly");

        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(second.getList("schedules.id")).isEqualTo(first.getList("schedules.id"));
        assertThat(cli.run("deployment", "ls")).contains(flow + "/nightly");
        assertThat(cli.run("deployment", "inspect", flow + "/nightly")).contains("Europe/Berlin");

        var printed = cli.run("deployment", "run", flow + "/nightly", "--param", "times=2", "--start-in", "1 hour");

        assertThat(printed).contains("Created flow run");
        assertThat(cli.run("flow-run", "ls", "--flow-name", flow)).contains("SCHEDULED");
        cli.run("--no-prompt", "deployment", "delete", flow + "/nightly");
        assertThat(cli.run("deployment", "ls")).doesNotContain(flow + "/nightly");
    }

    @Test
    void aFlowRunsInTheCallersProcess(@TempDir Path folder) {
        var cli = new PrefectCli(folder);

        // task runs and events need the gateway's sockets; states, flows and runs need only this service
        var printed = cli.python("""
                import asyncio
                from prefect import get_client
                from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
                from prefect.client.schemas.sorting import FlowRunSort
                from prefect.flows import Flow
                from prefect.states import Scheduled, Pending, Running, Completed

                async def main():
                    async with get_client() as client:
                        flow = Flow(lambda: None, name="%s")
                        run = await client.create_flow_run(flow, state=Pending(), tags=["a", "b"])
                        for state in (Running(), Completed()):
                            answer = await client.set_flow_run_state(run.id, state)
                            assert answer.status.value == "ACCEPT", answer
                        run = await client.read_flow_run(run.id)
                        assert run.state.is_completed() and run.run_count == 1, run
                        states = await client.read_flow_run_states(run.id)
                        found = await client.read_flow_runs(
                            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(
                                type=FlowRunFilterStateType(any_=["COMPLETED"])), id={"any_": [run.id]}),
                            sort=FlowRunSort.START_TIME_DESC)
                        print("STATES", [s.name for s in states], len(found), run.name)

                asyncio.run(main())
                """.formatted(unique("inline")));

        assertThat(printed).contains("STATES ['Pending', 'Running', 'Completed'] 1");
    }

    @Test
    void variablesAndLimitsAreKept(@TempDir Path folder) {
        var cli = new PrefectCli(folder);
        var variable = unique("v").replace('-', '_');
        var limit = unique("limit");

        cli.run("variable", "set", variable, "one");
        assertThat(cli.run("variable", "get", variable)).contains("one");
        cli.run("--no-prompt", "variable", "set", variable, "two", "--overwrite");
        assertThat(cli.run("variable", "ls")).contains(variable);
        cli.run("gcl", "create", limit, "--limit", "2");
        assertThat(cli.run("gcl", "ls")).contains(limit);
        assertThat(cli.run("gcl", "inspect", limit)).contains(limit);
        var printed = cli.python("""
                from prefect.concurrency.sync import concurrency
                with concurrency("%s", occupy=2):
                    print("HELD")
                """.formatted(limit));

        assertThat(printed).contains("HELD");
        assertThat(get("/api/v2/concurrency_limits/" + limit).getInt("active_slots"))
                .isZero();
    }
}
