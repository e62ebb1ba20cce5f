package dev.slipway.dispatcher.policy;

import java.util.List;

/** Annotations by which a pod's author gets what fields of the pod would not give. */
final class Annotations {
    private static final List<String> PROFILES = List.of(
            "container.apparmor.security.beta.kubernetes.io/",
            "seccomp.security.alpha.kubernetes.io/",
            "container.seccomp.security.alpha.kubernetes.io/");
    private static final List<String> PRIVILEGES = List.of(
            // an AWS role by name, from kube2iam and kiam
            "iam.amazonaws.com/",
            // further networks, from Multus
            "k8s.v1.cni.cncf.io/",
            // user namespaces, devices and runtime hooks of CRI-O and containerd
            "io.kubernetes.cri-o.",
            "io.containers.",
            "io.containerd.",
            "devices.nri.io",
            "cdi.k8s.io/");

    private Annotations() {}

    static void review(Place annotations, PodPolicy policy) {
        annotations.fields().forEach((name, value) -> {
            String key = String.valueOf(name);
            boolean weakens = PROFILES.stream().anyMatch(key::startsWith)
                    && !String.valueOf(value).matches("runtime/default|docker/default");
            if (weakens && !policy.unconfined()) {
                annotations.findings().switchedOff(annotations.at(key), "unconfined");
            }
            if (PRIVILEGES.stream().anyMatch(key::startsWith) && !policy.privileged()) {
                annotations.findings().switchedOff(annotations.at(key), "privileged");
            }
        });
    }
}
