package dev.slipway.dispatcher.template;

import dev.slipway.dispatcher.policy.PodPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** What Jobs of runs are like unless their pool says otherwise, and what a pool may not say. */
@ConfigMapping(prefix = "slipway.dispatcher.kubernetes")
public interface KubernetesConfig {
    /** The Prefect API as a pod reaches it; {@code http://api-gateway.slipway:4200/api} by default. */
    @WithDefault("http://api-gateway.slipway:4200/api")
    String apiUrl();

    /** The image of a run that names none; {@code prefecthq/prefect:3.8.8-python3.11} by default. */
    @WithDefault("prefecthq/prefect:3.8.8-python3.11")
    String defaultImage();

    /** As what worker the dispatcher appears in labels and in {@code PREFECT__WORKER_NAME}; {@code slipway} by default. */
    @WithDefault("slipway")
    String workerName();

    /** The version of Prefect in labels, that of the worker which is rendered like; {@code 3.8.8} by default. */
    @WithDefault("3.8.8")
    String version();

    /** What pools may ask for that reaches beyond their pods; nothing by default. */
    PodPolicy policy();

    /** The policies of single pools by their names, each instead of {@link #policy}; none by default. */
    Map<String, PodPolicy> poolPolicies();
}
