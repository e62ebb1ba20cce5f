package dev.slipway.e2e;

import dev.slipway.local.client.RunningSlipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A team's machine, or a CI job: the real client, a Docker client that is logged in, and the variables of a job. */
final class TeamMachine {
    private static final String WORKSPACE =
            "/api/accounts/5b0c9f4e-2b6a-4c58-9a36-4a6c3f1d0a11/workspaces/00000000-0000-4000-8000-000000000000";
    private static final String PREFECT_IMAGE = "prefecthq/prefect:3.8.8-python3.11";

    private final Slipway slipway;
    private final RunningSlipway.Registry registry;
    private final Path home;

    TeamMachine(Slipway slipway) {
        this.slipway = slipway;
        this.registry = slipway.address().registry();
        try {
            this.home = Files.createTempDirectory(slipway.folder(), "team");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the real client's programmes are. */
    static Path programmes(Slipway slipway) {
        return slipway.parts().cache().resolve("venv-prefect-3.8.8/bin");
    }

    /** The variables that GitLab gives to a job of a pipeline, and those that the team has set. */
    Map<String, String> environment(ExampleProject project, String imagePath) {
        String commit = project.tree().head();
        var environment = new HashMap<>(tools());
        environment.put("CI", "true");
        environment.put("GITLAB_CI", "true");
        environment.put("CI_COMMIT_SHA", commit);
        environment.put("CI_COMMIT_SHORT_SHA", commit.substring(0, 8));
        environment.put("CI_COMMIT_REF_NAME", "main");
        environment.put("CI_PROJECT_NAME", project.path().replaceFirst(".*/", ""));
        environment.put("CI_PROJECT_URL", slipway.forge().url() + "/" + project.path());
        environment.put("CI_REGISTRY", registry.address());
        environment.put("CI_REGISTRY_IMAGE", registry.address() + "/" + imagePath);
        environment.put("CI_REGISTRY_USER", registry.username());
        environment.put("CI_REGISTRY_PASSWORD", registry.password());
        return environment;
    }

    /** The Prefect client in the form with a workspace and an API key, and a home of its own. */
    Map<String, String> tools() {
        return Map.of(
                "PATH",
                programmes(slipway) + ":" + System.getenv("PATH"),
                "HOME",
                home.toString(),
                "DOCKER_CONFIG",
                home.resolve("docker").toString(),
                "PREFECT_HOME",
                home.resolve("prefect").toString(),
                "PREFECT_API_URL",
                slipway.address().gatewayUrl() + WORKSPACE,
                "PREFECT_API_KEY",
                slipway.address().authString(),
                "DO_NOT_TRACK",
                "1",
                "NO_COLOR",
                "1",
                "COLUMNS",
                "220");
    }

    /** Puts an image with Python and Prefect into the private registry, and takes the name from the engine again. */
    void publishBase(ExampleProject anywhere, String name) {
        String reference = registry.address() + "/" + name;
        anywhere.run(tools(), "sh", "-ec", """
                echo "%1$s" | docker login -u "%2$s" --password-stdin "%3$s"
                docker tag %4$s %5$s
                docker push -q %5$s
                docker rmi %5$s""".formatted(
                        registry.password(), registry.username(), registry.address(), PREFECT_IMAGE, reference));
    }

    /** Builds the image of an example on the engine, as its team did before. */
    void build(ExampleProject project, String reference) {
        project.run(tools(), "docker", "build", "-q", "-t", reference, ".");
    }
}
