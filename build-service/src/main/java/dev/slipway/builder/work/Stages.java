package dev.slipway.builder.work;

import dev.slipway.builder.build.Source;
import dev.slipway.builder.build.StageFailure;
import dev.slipway.builder.checkout.SourceCheckout;
import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import dev.slipway.builder.introspect.FlowIntrospector;
import dev.slipway.builder.introspect.FlowIntrospector.Entrypoint;
import dev.slipway.builder.introspect.FlowIntrospector.Surroundings;
import dev.slipway.builder.manifest.BuildPlan;
import dev.slipway.builder.manifest.Manifest.FlowFacts;
import dev.slipway.builder.manifest.PlanInput;
import dev.slipway.builder.manifest.PlannedDeployment;
import dev.slipway.builder.manifest.PrefectFile;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.project.Projects;
import dev.slipway.builder.registry.Registries;
import dev.slipway.builder.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each stage does. */
@ApplicationScoped
class Stages {
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Projects projects;
    private final Registries registries;
    private final ImageLogins logins;
    private final SourceCheckout sources;
    private final ImageStage images;
    private final FlowIntrospector flows;

    Stages(
            Projects projects,
            Registries registries,
            ImageLogins logins,
            SourceCheckout sources,
            ImageStage images,
            FlowIntrospector flows) {
        this.projects = projects;
        this.registries = registries;
        this.logins = logins;
        this.sources = sources;
        this.images = images;
        this.flows = flows;
    }

    Project project(Source source) {
        return projects.find(source.workspace(), source.project())
                .await()
                .atMost(STATEMENT)
                .orElseThrow(() ->
                        new StageFailure("The project " + source.project() + " was deleted before its build began."));
    }

    Registry registry(Source source, Project project) {
        return registries
                .find(source.workspace(), project.registry())
                .await()
                .atMost(STATEMENT)
                .orElseThrow(() ->
                        new StageFailure("The registry " + project.registry() + " of the project does not exist."));
    }

    List<Registry> registries(Source source) {
        return registries.all(source.workspace()).await().atMost(STATEMENT);
    }

    ImageLogins logins() {
        return logins;
    }

    ImageStage images() {
        return images;
    }

    void checkOut(BuildInputs inputs, BuildLogWriter log) {
        Project project = inputs.project();
        Source source = inputs.build().source();
        var wanted =
                new Wanted(project.gitUrl(), project.gitUsername(), project.gitToken(), source.ref(), source.commit());
        sources.checkOut(wanted, inputs.checkout(), log::line);
    }

    BuildPlan parse(BuildInputs inputs, BuildLogWriter log) {
        var input = new PlanInput(
                inputs.build().source().commit(),
                inputs.project().directoryName(),
                inputs.registry().address(),
                inputs.registries().stream().map(Registry::address).collect(Collectors.toSet()),
                inputs.variables());
        BuildPlan plan = PrefectFile.plan(text(inputs), input);
        plan.warnings().forEach(warning -> log.line("Warning: " + warning));
        log.line("prefect.yaml: " + plan.images().size() + " image(s), "
                + plan.deployments().size() + " deployment(s)");
        return plan;
    }

    private static String text(BuildInputs inputs) {
        String name = inputs.project().rules().prefectFile();
        try {
            Path file = inputs.checkout().resolve(name);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(inputs.checkout().toRealPath())) {
                throw new StageFailure("The repository has no " + name
                        + (name.equals(PrefectFile.NAME) ? " at its root; `prefect init` writes one." : "."));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new StageFailure(name + " is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The flows by the deployments' paths; one container per image.
     *
     * @param pinned images that were reused, by reference
     */
    Map<String, FlowFacts> introspect(
            BuildInputs inputs, BuildPlan plan, Map<String, String> pinned, BuildLogWriter log) {
        Map<Surroundings, List<PlannedDeployment>> groups = plan.deployments().stream()
                .collect(Collectors.groupingBy(
                        deployment -> surroundings(inputs, deployment, pinned, log),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Map<String, FlowFacts> facts = new HashMap<>();
        groups.forEach((surroundings, deployments) -> {
            log.line("Importing " + deployments.size() + " entrypoint(s) in " + surroundings.image());
            facts.putAll(flows.introspect(
                    surroundings,
                    deployments.stream()
                            .map(one -> new Entrypoint(
                                    one.path(), one.entrypoint(), one.code().directory()))
                            .toList()));
        });
        return facts;
    }

    /** An image that was not built now is asked for by its digest: what its tag names on the engine may be older. */
    private Surroundings surroundings(
            BuildInputs inputs, PlannedDeployment deployment, Map<String, String> pinned, BuildLogWriter log) {
        var code = deployment.code();
        String asked = code.image() == null ? flows.defaultImage() : code.image();
        String image = pinned.getOrDefault(asked, asked);
        return new Surroundings(
                image,
                code.inImage() ? null : inputs.checkout(),
                logins.of(inputs, image, log).orElse(null));
    }
}
