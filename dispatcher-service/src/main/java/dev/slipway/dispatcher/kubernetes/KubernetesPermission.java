package dev.slipway.dispatcher.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the dispatcher's account must be allowed to in a namespace with runs. {@code k8s/runner-role} allows exactly this; a test
 * lets runs go their whole way with it, and takes each away.
 *
 * @param group empty for the core
 * @param subresource empty for none
 */
record KubernetesPermission(String group, String resource, String subresource, String verb) {
    static final List<KubernetesPermission> NEEDED = Stream.of(
                    on("batch", "jobs", "", "create", "get", "list", "watch", "patch", "delete"),
                    on("", "pods", "", "get", "list", "watch", "delete"),
                    on("", "pods", "log", "get"),
                    on("", "secrets", "", "create", "get", "list", "update", "delete"),
                    on("", "events", "", "list"))
            .flatMap(permissions -> permissions)
            .toList();

    /** As rules of roles name it. */
    String name() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** What is lost without it, and what to do. */
    String sentence(String namespace) {
        return "may not %s %s in the namespace %s: add the verb %s on %s to its role"
                .formatted(verb, name(), namespace, verb, group.isEmpty() ? name() : name() + "." + group);
    }

    private static Stream<KubernetesPermission> on(String group, String resource, String subresource, String... verbs) {
        return Stream.of(verbs).map(verb -> new KubernetesPermission(group, resource, subresource, verb));
    }
}
