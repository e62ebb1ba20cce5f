package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code prefect.yaml}: what it asks to build, to push and to deploy. */
public final class PrefectFile {
    /** Where the file is, at the root of the repository. */
    public static final String NAME = "prefect.yaml";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "TOKEN|PASSW(OR)?D|SECRET|CREDENTIAL|(API|ACCESS|PRIVATE|SIGNING)_?KEY", Pattern.CASE_INSENSITIVE);

    private final YamlDocument document;
    private final PlanInput input;
    private final Set<ImageStep> images = new LinkedHashSet<>();
    private final Set<PushStep> pushes = new LinkedHashSet<>();
    private final List<PlannedDeployment> deployments = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private PrefectFile(YamlDocument document, PlanInput input) {
        this.document = document;
        this.input = input;
    }

    /** The plan of a file's text, or {@link ManifestInvalid}. */
    public static BuildPlan plan(String text, PlanInput input) {
        return new PrefectFile(YamlReader.read(text), input).plan();
    }

    private BuildPlan plan() {
        if (document.root() == null) {
            throw new ManifestInvalid("the file is empty; `prefect init` writes one to start from.", null);
        }
        Fields top = Fields.of(document, "", document.root());
        List<@Nullable Object> entries = top.list("deployments");
        if (entries.isEmpty()) {
            throw new ManifestInvalid("deployments is missing or empty; there is nothing to deploy.", null);
        }
        for (int i = 0; i < entries.size(); i++) {
            deploy(top, Fields.of(document, "deployments[" + i + "]", entries.get(i)));
        }
        refuseUnpushed();
        return new BuildPlan(List.copyOf(images), List.copyOf(pushes), List.copyOf(deployments), List.copyOf(warnings));
    }

    private void deploy(Fields top, Fields entry) {
        var reader = new StepReader(document, input);
        List<ImageStep> built = new ArrayList<>();
        for (String list : List.of("build", "push")) {
            for (Step step : steps(list, top, entry)) {
                switch (step.callable()) {
                    case StepReader.BUILD -> built.add(reader.image(step));
                    case StepReader.PUSH -> pushes.add(reader.push(step));
                    default -> throw unsupported(step);
                }
            }
        }
        images.addAll(built);
        warn(top, entry, built);
        deployments.add(new DeploymentReader(document, input, reader.outputs(), built).read(top, entry));
    }

    private List<Step> steps(String list, Fields top, Fields entry) {
        return entry.values().containsKey(list)
                ? Step.list(document, entry.at(list), entry.values().get(list))
                : Step.list(document, list, top.values().get(list));
    }

    private ManifestInvalid unsupported(Step step) {
        return document.invalid(
                step.inputs().path(),
                "is not supported: builds run no commands of the repository, only " + StepReader.BUILD + " and "
                        + StepReader.PUSH + ". Put commands into the Dockerfile instead.");
    }

    private void warn(Fields top, Fields entry, List<ImageStep> built) {
        if (entry.values().get("sla") instanceof List<?> list && !list.isEmpty()) {
            warnings.add(entry.at("sla") + " has no effect: sla are not supported.");
        }
        built.forEach(this::warnOfSecretArguments);
        Object image = entry.map("work_pool").get("job_variables") instanceof Map<?, ?> job ? job.get("image") : null;
        if (!built.isEmpty() && image == null) {
            warnings.add(
                    entry.at("work_pool.job_variables.image")
                            + " is missing, so runs don't use the image that is built; write image: \"{{ build-image.image }}\".");
        }
        if (built.isEmpty() && image == null && !top.has("pull") && !entry.has("pull")) {
            warnings.add(entry.at("pull") + " is missing, so runs clone " + input.repository()
                    + " themselves; that must be public, or git must know a credential where they run.");
        }
    }

    private void warnOfSecretArguments(ImageStep image) {
        image.buildArguments().keySet().stream()
                .filter(name -> SECRET_NAME.matcher(name).find())
                .sorted()
                .map(name -> "the build argument " + name + " stays in the history of " + image.name()
                        + ", where everybody who can pull it reads it. If it is a secret, put what needs it into a private"
                        + " base image, or fetch it where the flow runs.")
                .filter(warning -> !warnings.contains(warning))
                .forEach(warnings::add);
    }

    /** An image that is only here can't be pulled where runs are. */
    private void refuseUnpushed() {
        List<String> pushed = pushes.stream().map(PushStep::reference).toList();
        for (ImageStep image : images) {
            if (!pushed.contains(image.reference())) {
                throw new ManifestInvalid(
                        "push: " + image.reference() + " is built but not pushed; add a step " + StepReader.PUSH
                                + " with image_name: \"{{ build-image.image_name }}\" and tag: \"{{ build-image.tag }}\".",
                        null);
            }
        }
        List<String> built = images.stream().map(ImageStep::reference).toList();
        pushed.stream().filter(one -> !built.contains(one)).findFirst().ifPresent(one -> {
            throw new ManifestInvalid("push: " + one + " is pushed but no build step builds it.", null);
        });
    }
}
