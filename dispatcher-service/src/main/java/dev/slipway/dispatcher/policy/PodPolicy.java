package dev.slipway.dispatcher.policy;

import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's pod may have that reaches beyond it. Each gives the author of a deployment the means to act as the node, as
 * another workload or as the cluster, so each is refused unless the operator allows it. Job variables can't change it.
 */
public interface PodPolicy {
    /** The clusters that runs may choose; {@code *}, any, by default. */
    @WithDefault("*")
    Set<String> clusters();

    /**
     * The namespaces that runs may be in; {@code *}, any that is watched in the cluster but those of Kubernetes itself, by
     * default.
     */
    @WithDefault("*")
    Set<String> namespaces();

    /** The service accounts that runs may be; {@code default} by default. {@code *} is any. */
    @WithDefault("default")
    Set<String> serviceAccounts();

    /** Whether a pod may get a token of its service account; false by default. An account named in {@link #serviceAccounts} may. */
    @WithDefault("false")
    boolean serviceAccountTokens();

    /** Whether {@code privileged} is allowed, and Windows' {@code hostProcess}; false by default. */
    @WithDefault("false")
    boolean privileged();

    /** Whether {@code allowPrivilegeEscalation} may be true; false by default. */
    @WithDefault("false")
    boolean privilegeEscalation();

    /** The capabilities that containers may add; none by default. {@code *} is any. */
    Optional<Set<String>> capabilities();

    /** Whether {@code hostPath} volumes are allowed; false by default. */
    @WithDefault("false")
    boolean hostPaths();

    /** Whether {@code hostNetwork}, {@code hostPID} and {@code hostIPC} are allowed; false by default. */
    @WithDefault("false")
    boolean hostNamespaces();

    /** Whether containers may take ports of the node; false by default. */
    @WithDefault("false")
    boolean hostPorts();

    /** Whether seccomp, AppArmor and SELinux may be weakened and {@code procMount} unmasked; false by default. */
    @WithDefault("false")
    boolean unconfined();

    /** The sysctls that pods may set; none by default. {@code *} is any. */
    Optional<Set<String>> sysctls();

    /** The kinds of volumes beside {@code hostPath}; those that Kubernetes' restricted standard allows, without {@code csi}, by default. */
    @WithDefault("configMap,downwardAPI,emptyDir,ephemeral,persistentVolumeClaim,projected,secret")
    Set<String> volumeTypes();

    /** Whether a pod may name its node past the scheduler or have a priority of the system; false by default. */
    @WithDefault("false")
    boolean placement();

    /** The fields that the dispatcher knows nothing about and lets pass, by their paths without indexes; none by default. {@code *} is any. */
    Optional<Set<String>> otherFields();
}
