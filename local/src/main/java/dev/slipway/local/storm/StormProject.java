package dev.slipway.local.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.ForgeHook;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One of the projects: a repository that needs no image, its webhook, its clone. */
final class StormProject {
    static final String POOL = "storm";

    private static final int LONGEST_LIST = 500;

    private final String slug;
    private final WorkTree tree;
    private int commits;

    private StormProject(String slug, WorkTree tree) {
        this.slug = slug;
        this.tree = tree;
    }

    static StormProject create(GitForge forge, RunningSlipway slipway, GatewayClient gateway, Path home, int number) {
        String slug = "storm-" + number;
        String path = "storm/" + slug;
        String secret =
                "whsec_" + Base64.getEncoder().encodeToString(forge.token().getBytes(UTF_8));
        forge.createProject(path);
        forge.setHook(path, new ForgeHook(slipway.gatewayUrl() + "/hooks/gitlab/" + slug, null, secret));
        var provisioning = new Provisioning(gateway);
        provisioning.registry("local", slipway.registry());
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
                "local",
                "variables",
                Map.of(),
                "signingSecret",
                secret));
        WorkTree tree = WorkTree.open(home.resolve("clones").resolve(slug)).connect(forge.gitUrl(path), forge.token());
        tree.write("flow.py", """
                from prefect import flow


                @flow
                def main():
                    pass
                """);
        tree.write("prefect.yaml", """
                name: %s
                deployments:
                  - name: main
                    entrypoint: flow.py:main
                    work_pool: {name: %s}
                    pull:
                      - prefect.deployments.steps.set_working_directory: {directory: /opt/flows}
                """.formatted(slug, POOL));
        return new StormProject(slug, tree);
    }

    String slug() {
        return slug;
    }

    /** One more commit. */
    void push() {
        commits++;
        tree.write("number.txt", Integer.toString(commits));
        tree.commit("Commit " + commits);
        tree.push();
    }

    /** All builds, newest first. */
    List<JsonNode> builds(GatewayClient gateway) {
        var all = new ArrayList<JsonNode>();
        gateway.get("/slipway/v1/builds?limit=" + LONGEST_LIST + "&project=" + slug)
                .forEach(all::add);
        return all;
    }

    /** Whether the deployment is that of the last commit. */
    boolean isRegistered(GatewayClient gateway) {
        String head = tree.head();
        List<JsonNode> last = builds(gateway).stream()
                .filter(build -> build.path("commit").asText().equals(head))
                .toList();
        last.stream()
                .filter(build -> build.path("state").asText().equals("FAILED"))
                .findFirst()
                .ifPresent(failed -> {
                    throw new IllegalStateException(slug + ": " + failed.path("message"));
                });
        return last.stream()
                .flatMap(build -> build.path("deployments").valueStream())
                .anyMatch(deployment -> deployment.path("outcome").asText().equals("REGISTERED"));
    }
}
