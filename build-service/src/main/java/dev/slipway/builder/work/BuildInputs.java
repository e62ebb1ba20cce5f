package dev.slipway.builder.work;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.PushDetails;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.manifest.CiVariables;
import dev.slipway.builder.manifest.Variables;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the stages of one attempt work on.
 *
 * @param registry the project's
 * @param registries all of the workspace
 * @param login of the project's registry
 */
record BuildInputs(
        Build build,
        Project project,
        Registry registry,
        List<Registry> registries,
        RegistryLogin login,
        Path directory) {
    private static final String PASSWORD = "CI_REGISTRY_PASSWORD";

    /** The repository's files; named as on the forge. */
    Path checkout() {
        return directory.resolve(project.directoryName());
    }

    String workspace() {
        return build.source().workspace();
    }

    /** The one with the longest address that the image's name begins with; of equals the project's. */
    Optional<Registry> registryOf(String image) {
        List<Registry> ordered = new ArrayList<>(List.of(registry));
        ordered.addAll(registries);
        return Registry.holding(image, ordered);
    }

    /** What templates may use: what a CI job would see, and over it what the project defines. */
    Variables variables() {
        PushDetails push = build.push();
        var source = build.source();
        Map<String, String> values = new HashMap<>(CiVariables.ofProject(project.gitUrl(), project.path()));
        values.putAll(CiVariables.of(new CiVariables.Push(
                source.ref(),
                source.commit(),
                push.before(),
                Objects.requireNonNullElse(push.defaultBranch(), project.defaultBranch()),
                push.title(),
                push.message(),
                push.author(),
                push.timestamp())));
        values.put("CI_REGISTRY", registry.host());
        values.put("CI_REGISTRY_IMAGE", registry.image(project.imagePath()));
        values.put("CI_REGISTRY_USER", login.username());
        Set<String> withheld = project.withheldFrom(source.ref());
        project.variables().forEach((name, value) -> {
            if (!withheld.contains(name)) {
                values.put(name, value);
            }
        });
        values.put(PASSWORD, login.password());
        Set<String> secrets =
                new HashSet<>(List.of(login.password(), registry.login().secret()));
        if (project.gitToken() != null) {
            secrets.add(project.gitToken());
        }
        Set<String> masked = new HashSet<>(project.masked());
        masked.add(PASSWORD);
        return new Variables(values, masked, secrets, withheld);
    }
}
