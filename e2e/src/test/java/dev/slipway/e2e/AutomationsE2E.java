package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Automations, as the real client makes them, do what they say when something happens, or does not. */
class AutomationsE2E {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    /** A deployment that nobody runs, a webhook block, and what the tests do with both. */
    private static final String COMMON = """
            from prefect.automations import Automation, EventTrigger
            from prefect.blocks.webhook import Webhook
            from prefect.client.orchestration import get_client
            from prefect.client.schemas.filters import DeploymentFilter
            from prefect.events.actions import CallWebhook, RunDeployment
            client = get_client(sync_client=True)
            def hook(name, url):
                return Webhook(url=url).save(name, overwrite=True)
            def deployment(name):
                return client.create_deployment(flow_id=client.create_flow_from_name(name), name="d", entrypoint="f.py:f")
            def runs(id):
                return client.read_flow_runs(deployment_filter=DeploymentFilter(id={"any_": [id]}))
            """;

    private final PrefectCli prefect = Slipway.running().prefect();
    private final String name = "e2e-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void anEventRunsADeploymentAndCallsAWebhookOnce() {
        try (var listener = new WebhookListener()) {
            String deployment = prefect.script(COMMON + """
                    id = deployment("%1$s")
                    Automation(name="%1$s", trigger=EventTrigger(expect={"%1$s"}, posture="Reactive", threshold=1),
                        actions=[RunDeployment(deployment_id=id, parameters={"n": "{{ event.payload.n }}"}),
                            CallWebhook(block_document_id=hook("%1$s", "%2$s"),
                                payload="{{ automation.name }} saw {{ event.resource.id }}")]).create()
                    print(id)
                    """.formatted(name, listener.url()))
                    .strip()
                    .lines()
                    .toList()
                    .getLast();

            prefect.run("events", "emit", name, "--resource-id", "thing.1", "--payload", "{\"n\": 7}");

            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(listener.received()).containsExactly(name + " saw thing.1"));
            await().atMost(LONGEST).untilAsserted(() -> assertThat(prefect.script(COMMON + """
                    print([run.parameters for run in runs("%s")])
                    """.formatted(deployment)))
                    .contains("[{'n': 7}]"));
            assertThat(listener.received()).hasSize(1);
        }
    }

    @Test
    void commandsListShowPauseAndDelete() {
        prefect.script(COMMON + """
                from prefect.events.actions import DoNothing
                Automation(name="%1$s", trigger=EventTrigger(expect={"never"}, posture="Reactive", threshold=1),
                    actions=[DoNothing()]).create()
                """.formatted(name));

        assertThat(prefect.run("automation", "ls")).contains(name);
        assertThat(prefect.run("automation", "inspect", name)).contains("DoNothing()", "never");
        prefect.run("automation", "pause", name);
        assertThat(prefect.run("automation", "inspect", name, "--json")).contains("\"enabled\": false");
        prefect.run("automation", "resume", name);
        assertThat(prefect.run("automation", "inspect", name, "--json")).contains("\"enabled\": true");
        prefect.run("--no-prompt", "automation", "delete", name);
        assertThat(prefect.run("automation", "ls")).doesNotContain(name);
    }

    @Test
    void aSilenceCallsAWebhook() {
        try (var listener = new WebhookListener()) {
            prefect.script(COMMON + """
                    Automation(name="%1$s", trigger=EventTrigger(after={"%1$s.start"}, expect={"%1$s.end"},
                            for_each={"prefect.resource.id"}, posture="Proactive", threshold=1, within=10),
                        actions=[CallWebhook(block_document_id=hook("%1$s", "%2$s"),
                            payload="{{ labels.prefect.resource.id }}")]).create()
                    """.formatted(name, listener.url()));

            prefect.run("events", "emit", name + ".start", "--resource-id", "quiet");
            prefect.run("events", "emit", name + ".start", "--resource-id", "busy");
            prefect.run("events", "emit", name + ".end", "--resource-id", "busy");

            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(listener.received()).containsExactly("quiet"));
        }
    }

    @Test
    void triggersOfPrefectYamlBelongToTheirDeployment(@TempDir Path folder) throws IOException {
        prefect.run("work-pool", "create", name, "--type", "process");
        Files.writeString(folder.resolve("f.py"), "from prefect import flow\n@flow\ndef f(): pass\n");
        Files.writeString(folder.resolve("prefect.yaml"), """
                deployments:
                - name: %1$s
                  entrypoint: f.py:f
                  work_pool: {name: %1$s}
                  triggers:
                  - type: event
                    expect: ["%1$s"]
                    parameters: {}
                """.formatted(name));
        for (int deployed = 0; deployed < 2; deployed++) {
            prefect.runIn(folder, "--no-prompt", "deploy", "--name", name);
            String automations = prefect.run("automation", "ls");
            assertThat(automations.split(name + "__automation_1", -1))
                    .as(automations)
                    .hasSize(2);
        }
    }
}
