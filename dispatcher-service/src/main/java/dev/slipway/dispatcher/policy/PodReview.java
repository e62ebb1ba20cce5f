package dev.slipway.dispatcher.policy;

import java.util.Set;

/** Checks what a pod asks for beside its containers. */
final class PodReview {
    private static final Set<String> POD = Set.of(
            // these two are in Prefect's own template; Kubernetes ignores them here
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "affinity",
            "automountServiceAccountToken",
            "containers",
            "dnsConfig",
            "dnsPolicy",
            "enableServiceLinks",
            "hostAliases",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "hostUsers",
            "hostname",
            "imagePullSecrets",
            "initContainers",
            "nodeName",
            "nodeSelector",
            "os",
            "preemptionPolicy",
            "priority",
            "priorityClassName",
            "readinessGates",
            "resources",
            "restartPolicy",
            "runtimeClassName",
            "schedulerName",
            "schedulingGates",
            "securityContext",
            "serviceAccount",
            "serviceAccountName",
            "setHostnameAsFQDN",
            "shareProcessNamespace",
            "subdomain",
            "terminationGracePeriodSeconds",
            "tolerations",
            "topologySpreadConstraints",
            "volumes");
    private static final Set<String> SECURITY = Set.of(
            "appArmorProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seLinuxChangePolicy",
            "seLinuxOptions",
            "seccompProfile",
            "supplementalGroups",
            "supplementalGroupsPolicy",
            "sysctls",
            "windowsOptions");

    private final PodPolicy policy;
    private final String ownName;

    PodReview(PodPolicy policy, String ownName) {
        this.policy = policy;
        this.ownName = ownName;
    }

    void review(Place pod) {
        pod.onlyFields(POD, policy.otherFields().orElse(Set.of()));
        pod.mustBe("restartPolicy", "Never");
        pod.mustBe("completions", 1);
        pod.mustBe("parallelism", 1);
        host(pod);
        identity(pod);
        placement(pod);
        pod.object("securityContext", this::security);
        var containers = new ContainerReview(policy);
        pod.eachObject("containers", containers::review);
        pod.eachObject("initContainers", containers::review);
        pod.eachObject("volumes", new VolumeReview(policy)::review);
        new SecretNames(ownName, pod.findings()).review(pod);
    }

    private void host(Place pod) {
        pod.mustBeOff("hostNetwork", policy.hostNamespaces(), "host-namespaces");
        pod.mustBeOff("hostPID", policy.hostNamespaces(), "host-namespaces");
        pod.mustBeOff("hostIPC", policy.hostNamespaces(), "host-namespaces");
    }

    private void identity(Place pod) {
        boolean any = policy.serviceAccounts().contains("*");
        pod.mustBeOneOf("serviceAccountName", policy.serviceAccounts(), any, "service-accounts");
        pod.mustBeOneOf("serviceAccount", policy.serviceAccounts(), any, "service-accounts");
        pod.mustBeOff(
                "automountServiceAccountToken",
                ServiceAccounts.mayUseToken(pod.fields(), policy),
                "service-account-tokens");
    }

    private void placement(Place pod) {
        pod.mustBeAbsent("nodeName", policy.placement(), "placement");
        pod.mustBeAbsent("priority", policy.placement(), "placement");
        pod.text("priorityClassName")
                .filter(name -> name.startsWith("system-") && !policy.placement())
                .ifPresent(name -> pod.findings().notAllowed(pod.at("priorityClassName"), name, "placement"));
    }

    private void security(Place context) {
        context.onlyFields(SECURITY, policy.otherFields().orElse(Set.of()));
        new ProfileReview(policy).review(context);
        Set<String> sysctls = policy.sysctls().orElse(Set.of());
        context.eachObject("sysctls", sysctl -> sysctl.mustBeOneOf("name", sysctls, sysctls.contains("*"), "sysctls"));
    }
}
