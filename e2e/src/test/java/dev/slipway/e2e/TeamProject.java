package dev.slipway.e2e;

import static org.awaitility.Awaitility.await;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.ForgeHook;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.HookDelivery;
import dev.slipway.local.forge.WorkTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One team's repository: a flow named like the project, with one deployment named {@code main}. */
final class TeamProject {
    static final String POOL = "e2e-docker";
    static final String KUBERNETES_POOL = "e2e-kubernetes";
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final String slug;
    private final GitForge forge;
    private final WorkTree tree;
    private String schedule = "[]";
    private String pool = POOL;

    private TeamProject(String slug, GitForge forge, WorkTree tree) {
        this.slug = slug;
        this.forge = forge;
        this.tree = tree;
    }

    /** A new project with its webhook, known to Slipway; nothing is pushed yet. */
    static TeamProject create(Slipway slipway, String name) {
        return create(slipway.address(), slipway.forge(), slipway.folder(), name);
    }

    /** The same, with its clone below that folder. */
    static TeamProject create(RunningSlipway slipway, GitForge forge, Path home, String name) {
        String slug = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        String path = "team/" + slug;
        forge.createProject(path);
        forge.setHook(path, new ForgeHook(slipway.gatewayUrl() + "/hooks/gitlab/" + slug, null, SECRET));
        var provisioning = new Provisioning(slipway.client());
        provisioning.workPool(POOL, "docker");
        provisioning.registry("e2e", slipway.registry());
        provisioning.project(Map.of(
                "slug",
                slug,
                "gitUrl",
                forge.gitUrl(path),
                "gitUsername",
                GitForge.USERNAME,
                "gitToken",
                forge.token(),
                "registry",
                "e2e",
                "variables",
                Map.of("GREETING", "from-a-variable"),
                "signingSecret",
                SECRET));
        Path folder = home.resolve("clones").resolve(slug);
        var project = new TeamProject(slug, forge, WorkTree.open(folder).connect(forge.gitUrl(path), forge.token()));
        return project.withDockerfile("FROM prefecthq/prefect:3.8.8-python3.11\nCOPY flows /app/flows\n")
                .withFlow("logger.info('hello')");
    }

    String slug() {
        return slug;
    }

    WorkTree tree() {
        return tree;
    }

    String deploymentName() {
        return slug + "/main";
    }

    TeamProject withDockerfile(String text) {
        tree.write("Dockerfile", text);
        return this;
    }

    /** The statements of the flow; {@code logger} and {@code step(text)}, a task, are there for them. */
    TeamProject withFlow(String statements) {
        tree.write("flows/main.py", """
                import time

                from prefect import flow, get_run_logger, task


                @task
                def step(text: str) -> str:
                    get_run_logger().info("step %%s", text)
                    return text


                @flow(name="%s")
                def main(seconds: int = 0):
                    logger = get_run_logger()
                %s
                    time.sleep(seconds)
                """.formatted(slug, statements.indent(4)));
        return this;
    }

    /** The forge reports its pushes to nobody, unless its group has a webhook. */
    TeamProject withoutHook() {
        forge.removeHook("team/" + slug);
        return this;
    }

    /** Its runs are Kubernetes Jobs. */
    TeamProject onKubernetes(GatewayClient gateway) {
        return onKubernetes(gateway, KUBERNETES_POOL);
    }

    /** Its runs are Kubernetes Jobs, in that pool. */
    TeamProject onKubernetes(GatewayClient gateway, String workPool) {
        new Provisioning(gateway).workPool(workPool, "kubernetes");
        pool = workPool;
        return this;
    }

    /** A run each so many seconds. */
    TeamProject every(int seconds) {
        schedule = "[{cron: '* * * * * */%d', slug: often}]".formatted(seconds);
        return this;
    }

    /** Commits everything and pushes it; the commit. */
    String push() {
        String commit = commit();
        tree.push();
        return commit;
    }

    /** Commits everything, with a fresh {@code prefect.yaml}. */
    String commit() {
        tree.write("prefect.yaml", prefectYaml());
        return tree.commit("change of " + slug);
    }

    /** The webhook request of that commit, once it was answered. */
    HookDelivery delivery(String commit) {
        await().until(() ->
                forge.deliveries().stream().anyMatch(sent -> sent.body().contains(commit)));
        return forge.deliveries().stream()
                .filter(sent -> sent.body().contains(commit))
                .findFirst()
                .orElseThrow();
    }

    /** Gives the deployment a schedule: one run after that time, and then none for a day. */
    void scheduleOnce(GatewayClient gateway, Duration time) {
        String id = gateway.get("/api/deployments/name/" + deploymentName())
                .path("id")
                .asText();
        Map<String, Object> schedule = Map.of(
                "interval", 86_400, "anchor_date", Instant.now().plus(time).toString(), "timezone", "UTC");
        gateway.post(
                "/api/deployments/" + id + "/schedules",
                List.of(Map.of("schedule", schedule, "active", true, "slug", "once")));
    }

    /** Lets no further run start by the schedule. */
    void pause(GatewayClient gateway) {
        var deployment = gateway.tryGet("/api/deployments/name/" + deploymentName());
        if (deployment.succeeded()) {
            new Provisioning(gateway)
                    .pauseSchedules(deployment.body().path("id").asText());
        }
    }

    private String prefectYaml() {
        return """
                name: %s
                definitions:
                  pool: &pool
                    name: %s
                    job_variables:
                      image: "{{ build-image.image }}"
                build:
                  - prefect_docker.deployments.steps.build_docker_image:
                      id: build-image
                      image_name: "{{ $CI_REGISTRY_IMAGE }}"
                      tag: "{{ $CI_COMMIT_SHA }}"
                      dockerfile: Dockerfile
                push:
                  - prefect_docker.deployments.steps.push_docker_image:
                      image_name: "{{ build-image.image_name }}"
                      tag: "{{ build-image.tag }}"
                pull:
                  - prefect.deployments.steps.set_working_directory:
                      directory: /app
                deployments:
                  - name: main
                    entrypoint: flows/main.py:main
                    work_pool: *pool
                    schedules: %s
                """.formatted(slug, pool, schedule);
    }
}
