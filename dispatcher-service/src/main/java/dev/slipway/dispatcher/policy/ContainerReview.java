package dev.slipway.dispatcher.policy;

import java.util.List;
import java.util.Set;

/** Checks one container, whichever list of the pod it is in. */
final class ContainerReview {
    private static final Set<String> CONTAINER = Set.of(
            "args",
            "command",
            "env",
            "envFrom",
            "image",
            "imagePullPolicy",
            "lifecycle",
            "livenessProbe",
            "name",
            "ports",
            "readinessProbe",
            "resizePolicy",
            "resources",
            "restartPolicy",
            "securityContext",
            "startupProbe",
            "stdin",
            "stdinOnce",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "tty",
            "volumeDevices",
            "volumeMounts",
            "workingDir");
    private static final Set<String> SECURITY = Set.of(
            "allowPrivilegeEscalation",
            "appArmorProfile",
            "capabilities",
            "privileged",
            "procMount",
            "readOnlyRootFilesystem",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "seLinuxOptions",
            "seccompProfile",
            "windowsOptions");
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HOOKS = List.of("postStart", "preStop");

    private final PodPolicy policy;

    ContainerReview(PodPolicy policy) {
        this.policy = policy;
    }

    void review(Place container) {
        container.onlyFields(CONTAINER, policy.otherFields().orElse(Set.of()));
        container.object("securityContext", this::security);
        container.eachObject("ports", this::port);
        container.eachObject(
                "volumeMounts",
                mount -> mount.mustBeOneOf(
                        "mountPropagation", Set.of("None", "HostToContainer"), policy.privileged(), "privileged"));
        PROBES.forEach(probe -> container.object(probe, this::handler));
        container.object("lifecycle", lifecycle -> HOOKS.forEach(hook -> lifecycle.object(hook, this::handler)));
        container.eachObject("env", variable -> {});
    }

    private void security(Place context) {
        context.onlyFields(SECURITY, policy.otherFields().orElse(Set.of()));
        context.mustBeOff("privileged", policy.privileged(), "privileged");
        context.mustBeOff("allowPrivilegeEscalation", policy.privilegeEscalation(), "privilege-escalation");
        context.mustBeOneOf("procMount", Set.of("Default"), policy.unconfined(), "unconfined");
        new ProfileReview(policy).review(context);
        context.object("capabilities", this::capabilities);
    }

    private void capabilities(Place capabilities) {
        Set<String> allowed = policy.capabilities().orElse(Set.of());
        List<?> added = capabilities.list("add");
        for (int i = 0; i < added.size(); i++) {
            String name = String.valueOf(added.get(i));
            if (!allowed.contains("*") && !allowed.contains(name)) {
                capabilities.findings().notAllowed(capabilities.at("add") + "[" + i + "]", name, "capabilities");
            }
        }
    }

    /** A zero is Kubernetes' way to say none. */
    private void port(Place port) {
        boolean none = port.value("hostPort") instanceof Number number && number.intValue() == 0;
        port.mustBeAbsent("hostPort", none || policy.hostPorts(), "host-ports");
        port.mustBeAbsent("hostIP", policy.hostPorts(), "host-ports");
    }

    /** With a host of its own, a probe is a request that the node sends to wherever the author likes. */
    private void handler(Place handler) {
        for (String kind : List.of("httpGet", "tcpSocket")) {
            handler.object(kind, target -> target.mustBeAbsent("host", policy.hostNamespaces(), "host-namespaces"));
        }
    }
}
