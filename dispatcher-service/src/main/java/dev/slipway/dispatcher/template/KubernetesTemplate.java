package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.policy.JobReview;
import dev.slipway.dispatcher.policy.PodPolicy;
import dev.slipway.dispatcher.policy.Refusal;
import dev.slipway.dispatcher.policy.ServiceAccounts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a due run of a {@code kubernetes} pool is as a Job. Pure: the same run always gives the same Job.
 *
 * <p>It is the Job that the worker of prefect-kubernetes 0.8.0 creates, but for these:
 * <ul>
 *   <li>{@code metadata.name} is fixed by installation, run and attempt, instead of {@code generateName};
 *   <li>Job and pod have our labels ({@code dev.slipway/…}) beside the worker's;
 *   <li>{@code PREFECT_API_URL} is ours, {@code PREFECT_API_AUTH_STRING} the attempt's; {@code PREFECT__FLOW_RUN_ID} can't be
 *       changed;
 *   <li>environment values that look like secrets are in a secret of the Job's name;
 *   <li>{@code backoffLimit: 0}, {@code restartPolicy: Never}, the first container's name, {@code apiVersion} and {@code kind}
 *       are filled in where a template lacks them, as is {@code terminationMessagePolicy: FallbackToLogsOnError};
 *   <li>the variables of {@link PodVariable} work with any template;
 *   <li>{@code automountServiceAccountToken: false} unless the policy gives the pod a token;
 *   <li>what the {@link PodPolicy} does not allow is refused.
 * </ul>
 */
public final class KubernetesTemplate {
    private static final int MOST_REFUSALS = 5;
    private static final String DEFAULT = "default";
    private static final List<String> CONTAINERS = List.of("containers", "initContainers");
    private static final String COMMAND = "prefect flow-run execute";

    private final KubernetesConfig config;
    private final String installation;

    public KubernetesTemplate(KubernetesConfig config, String installation) {
        this.config = config;
        this.installation = installation;
    }

    /**
     * The Job of the attempt, without the attempt's credential.
     *
     * @param configuration the run's, with its references put in
     * @throws InvalidConfiguration if template and variables make none, or none that the policy allows
     */
    public JobManifest render(RunDue due, JobConfiguration configuration) {
        JsonValues values = configuration.values();
        JobShape shape = JobShape.of(values.object("job_manifest"), namespace(values));
        PodVariables.merge(shape, configuration.unplaced());
        String name = ManifestName.of(shape.metadata(), RunName.of(due, values.text("name")), due, installation);
        var environment = JobEnvironment.of(values);
        environment.addTo(shape, due, config, name);
        Map<String, String> ours = Labels.of(AttemptKey.of(due), installation, ContainerName.digest(due));
        new JobLabels(labels(due, values), values.textMap("annotations"), ours).addTo(shape);
        fill(shape, name);
        Map<String, String> secrets = SecretEnvironment.takenFrom(shape, name, configuration);
        String cluster = cluster(values, configuration.unplaced());
        review(shape, cluster, policy(due), ours.keySet());
        return manifest(cluster, shape, values, secrets, !environment.usesOwnServer());
    }

    private static JobManifest manifest(
            String cluster, JobShape shape, JsonValues values, Map<String, String> secrets, boolean wantsCredential) {
        return new JobManifest(
                cluster,
                String.valueOf(shape.metadata().get("namespace")),
                String.valueOf(shape.metadata().get("name")),
                shape.job(),
                secrets,
                images(shape),
                seconds(values, "job_watch_timeout_seconds"),
                wantsCredential);
    }

    private static String namespace(JsonValues values) {
        String namespace = values.text("namespace");
        return namespace == null ? DEFAULT : namespace;
    }

    /** From the template, else from the variables; a worker's block is of no use here. */
    private static String cluster(JsonValues values, Map<String, Object> variables) {
        if (values.raw("cluster_config") != null) {
            throw new InvalidConfiguration("cluster_config is not read here. Remove it, add the cluster with"
                    + " ./slipway cluster add, and name it in the job variable cluster.");
        }
        String placed = values.text(JobConfiguration.CLUSTER);
        String named = placed == null ? new JsonValues(variables).text(JobConfiguration.CLUSTER) : placed;
        return named == null ? DEFAULT : named;
    }

    private Map<String, @Nullable String> labels(RunDue due, JsonValues values) {
        var labels = new LinkedHashMap<>(JobLabels.base(due, config));
        labels.putAll(values.textMap("labels"));
        return labels;
    }

    private void fill(JobShape shape, String name) {
        shape.metadata().remove("generateName");
        shape.metadata().put("name", name);
        Map<String, Object> main = shape.main();
        if (!(main.get("image") instanceof String image) || image.isBlank()) {
            main.put("image", config.defaultImage());
        }
        main.put("args", command(main.get("args")));
        for (String list : CONTAINERS) {
            shape.containers(list)
                    .forEach(container -> container.putIfAbsent("terminationMessagePolicy", "FallbackToLogsOnError"));
        }
    }

    private static List<?> command(@Nullable Object args) {
        return switch (args) {
            case null -> ShellWords.split(COMMAND);
            case String text -> ShellWords.split(text);
            case List<?> list -> list;
            default -> throw JsonValues.wrong("spec.template.spec.containers[0].args", "a text or a list of texts");
        };
    }

    private PodPolicy policy(RunDue due) {
        return config.poolPolicies().getOrDefault(due.workPoolName(), config.policy());
    }

    private static void review(JobShape shape, String cluster, PodPolicy policy, Set<String> ours) {
        if (!policy.clusters().contains("*") && !policy.clusters().contains(cluster)) {
            throw new InvalidConfiguration(
                    "cluster is '" + cluster + "', which is not allowed here. Use another one, or"
                            + " ask your operator for slipway.dispatcher.kubernetes.policy.clusters.");
        }
        if (!ServiceAccounts.mayUseToken(shape.pod(), policy)) {
            shape.pod().putIfAbsent("automountServiceAccountToken", false);
        }
        List<Refusal> refusals = JobReview.of(shape.job(), policy, ours);
        if (!refusals.isEmpty()) {
            throw new InvalidConfiguration(refusals.stream()
                    .limit(MOST_REFUSALS)
                    .map(Refusal::toString)
                    .collect(Collectors.joining("\n")));
        }
    }

    private static List<String> images(JobShape shape) {
        return CONTAINERS.stream()
                .flatMap(list -> shape.containers(list).stream())
                .map(container -> container.get("image"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    private static @Nullable Duration seconds(JsonValues values, String key) {
        String text = values.text(key);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            throw JsonValues.wrong(key, "a whole number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
