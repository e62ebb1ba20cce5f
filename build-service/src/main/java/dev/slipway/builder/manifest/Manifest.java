package dev.slipway.builder.manifest;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan and what became known while it was carried out, together as the deployments to register. */
public final class Manifest {
    private Manifest() {}

    /**
     * The deployments in the order of the file.
     *
     * @param digests {@code sha256:…} by reference
     * @param flows what the deployments' flows said, by {@link PlannedDeployment#path()}
     */
    public static List<DeploymentSpec> deployments(
            BuildPlan plan, Map<String, String> digests, Map<String, FlowFacts> flows) {
        Map<String, String> pinned = pinned(plan, digests);
        Set<String> names = new HashSet<>();
        return plan.deployments().stream()
                .map(deployment -> {
                    FlowFacts flow = flows.get(deployment.path());
                    if (flow == null) {
                        throw new IllegalStateException("nothing is known about the flow of " + deployment.path());
                    }
                    if (!names.add(flow.name() + "/" + deployment.name())) {
                        throw new ManifestInvalid(
                                deployment.path() + ".name: there are two deployments " + flow.name() + "/"
                                        + deployment.name() + "; give one of them another name.",
                                null);
                    }
                    return spec(deployment, pinned, flow);
                })
                .toList();
    }

    private static Map<String, String> pinned(BuildPlan plan, Map<String, String> digests) {
        return plan.images().stream()
                .filter(image -> digests.containsKey(image.reference()))
                .flatMap(image -> image.references().stream()
                        .map(reference -> Map.entry(reference, image.name() + "@" + digests.get(image.reference()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first));
    }

    private static DeploymentSpec spec(PlannedDeployment planned, Map<String, String> pinned, FlowFacts flow) {
        return new DeploymentSpec(
                planned.name(),
                flow.name(),
                planned.entrypoint(),
                planned.description() == null ? flow.description() : planned.description(),
                planned.version(),
                planned.tags(),
                planned.parameters(),
                flow.parameterSchema(),
                planned.enforceParameterSchema(),
                planned.workPool(),
                planned.workQueue(),
                pinnedImage(planned.jobVariables(), pinned),
                planned.pullSteps(),
                null,
                planned.concurrency().limit(),
                planned.concurrency().collisionStrategy(),
                planned.concurrency().gracePeriodSeconds(),
                planned.paused(),
                planned.schedules(),
                planned.triggers());
    }

    private static Map<String, @Nullable Object> pinnedImage(
            Map<String, @Nullable Object> jobVariables, Map<String, String> pinned) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(jobVariables);
        if (copy.get("image") instanceof String image && pinned.containsKey(image)) {
            copy.put("image", pinned.get(image));
        }
        return copy;
    }

    /** What a flow says about itself when it is imported. */
    public record FlowFacts(String name, @Nullable String description, Map<String, Object> parameterSchema) {}
}
