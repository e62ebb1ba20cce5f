package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables and labels that every Prefect worker gives to what it starts. */
final class PrefectEnvironment {
    static final String API_URL = "PREFECT_API_URL";
    static final String AUTH = "PREFECT_API_AUTH_STRING";
    static final String RUN_ID = "PREFECT__FLOW_RUN_ID";

    private PrefectEnvironment() {}

    /**
     * Ours first, then the user's, a null of the user's takes one of ours away. The run's id can't be changed. The attempt's
     * credential is not among them: see {@link #usesOwnServer}.
     */
    static Map<String, String> variables(
            RunDue due, Map<String, @Nullable String> fromUser, String apiUrl, String workerName) {
        var variables = new LinkedHashMap<String, @Nullable String>();
        variables.put(API_URL, apiUrl);
        variables.put(RUN_ID, due.flowRunId().toString());
        variables.put("PREFECT__WORKER_NAME", workerName);
        variables.put("PREFECT__FLOW_ID", due.flowId().toString());
        variables.put("PREFECT__FLOW_NAME", due.flowName());
        if (due.deploymentId() != null) {
            variables.put("PREFECT__DEPLOYMENT_ID", due.deploymentId().toString());
        }
        if (due.deploymentName() != null) {
            variables.put("PREFECT__DEPLOYMENT_NAME", due.deploymentName());
        }
        variables.putAll(fromUser);
        variables.put(RUN_ID, due.flowRunId().toString());
        if (!usesOwnServer(fromUser)) {
            variables.remove(AUTH);
        }
        var set = new LinkedHashMap<String, String>();
        variables.forEach((name, value) -> {
            if (value != null) {
                set.put(name, value);
            }
        });
        return set;
    }

    /**
     * Whether the user sends the run to another server with a credential for it. Else the attempt's credential is used
     * whatever the user set, because a shared one would let an old container change a newer attempt.
     */
    static boolean usesOwnServer(Map<String, ? extends @Nullable String> fromUser) {
        return fromUser.get(API_URL) != null && fromUser.get(AUTH) != null;
    }

    /** As the worker sets them, the user's over them, names in Docker's form. */
    static Map<String, String> labels(
            RunDue due, Map<String, @Nullable String> fromUser, String workerName, String version) {
        var labels = new LinkedHashMap<String, @Nullable String>();
        labels.put("prefect.io/flow-run-id", due.flowRunId().toString());
        labels.put("prefect.io/flow-run-name", due.flowRunName());
        labels.put("prefect.io/version", version);
        labels.put("prefect.io/work-pool-name", due.workPoolName());
        labels.put("prefect.io/work-pool-id", due.workPoolId().toString());
        labels.put("prefect.io/worker-name", workerName);
        labels.put("prefect.io/flow-id", due.flowId().toString());
        labels.put("prefect.io/flow-name", due.flowName());
        if (due.deploymentId() != null) {
            labels.put("prefect.io/deployment-id", due.deploymentId().toString());
            labels.put("prefect.io/deployment-name", due.deploymentName());
        }
        if (due.deploymentUpdated() != null) {
            labels.put("prefect.io/deployment-updated", due.deploymentUpdated().toString());
        }
        labels.putAll(fromUser);
        var converted = new LinkedHashMap<String, String>();
        labels.forEach((name, value) -> {
            if (value != null) {
                converted.put(dockerName(name), value);
            }
        });
        return converted;
    }

    /** {@code prefect.io/flow-id} → {@code io.prefect.flow-id}. */
    static String dockerName(String label) {
        int slash = label.indexOf('/');
        if (slash < 0) {
            return label;
        }
        var namespace = Arrays.asList(label.substring(0, slash).split("\\."));
        Collections.reverse(namespace);
        return String.join(".", namespace) + "." + label.substring(slash + 1);
    }
}
