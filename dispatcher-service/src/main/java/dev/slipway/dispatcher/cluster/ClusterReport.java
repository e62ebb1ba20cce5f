package dev.slipway.dispatcher.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a cluster found.
 *
 * @param ok whether runs can be started and watched in all of its namespaces
 * @param version of its API server; null if it did not answer
 * @param uid of its namespace {@code kube-system}, which is the cluster's identity; null if it may not be read
 * @param missing what to do, in sentences; empty if {@code ok}
 */
public record ClusterReport(
        boolean ok, @Nullable String version, @Nullable String uid, List<Check> checks, List<String> missing) {
    /** @param resource as {@code jobs} or {@code pods/log} */
    public record Check(String namespace, String resource, String verb, boolean allowed) {}
}
