package dev.slipway.contracts.job.v1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Why an attempt's infrastructure ended. Open: readers map what they don't know to {@link #UNKNOWN}. */
public enum EndReason {
    /** The process ended with 0. */
    COMPLETED,
    /** The process ended with another code. */
    EXITED,
    /** The kernel killed it for memory. */
    OUT_OF_MEMORY,
    /** It was stopped because the run was cancelled. */
    CANCELLED,
    /** A signal that we did not send killed it. */
    KILLED,
    /** Its image does not exist. */
    IMAGE_NOT_FOUND,
    /** The registry refused the credential, or there was none. */
    IMAGE_PULL_DENIED,
    /** The image could not be pulled for another reason. */
    IMAGE_PULL_FAILED,
    /** The registry is in trouble itself. */
    REGISTRY_UNAVAILABLE,
    /** The command can't be started. */
    START_FAILED,
    /** A container that has to end well before the run's own did not. */
    INIT_FAILED,
    /** The pool's template or the job variables make no valid job. */
    INVALID_CONFIGURATION,
    /** It refers to a Secret, ConfigMap, volume or service account that does not exist. */
    MISSING_REFERENCE,
    /** The namespace does not exist. */
    NAMESPACE_MISSING,
    /** The cluster's own rules refuse it: permissions, admission webhooks, pod security. */
    REFUSED_BY_CLUSTER,
    /** The namespace's quota is used up. */
    QUOTA_EXCEEDED,
    /** No node can take it. */
    UNSCHEDULABLE,
    /** It ran for longer than its job may. */
    DEADLINE_EXCEEDED,
    /** The node was short of memory, disk or process ids and chose it to go. */
    EVICTED,
    /** Something of higher priority took its place, or the node was drained. */
    PREEMPTED,
    /** The node that accepted it could not run it. */
    NODE_REJECTED,
    /** Its node is gone. */
    NODE_LOST,
    /** Somebody else removed the infrastructure. */
    REMOVED,
    /** The engine or cluster could not be reached for too long. */
    INFRASTRUCTURE_UNAVAILABLE,
    /** None of the above. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /**
     * Whether the fault is the place's and not the run's, so that another attempt may well succeed. That somebody else removed
     * the infrastructure is not such a fault: it may have been meant.
     */
    public boolean isInfrastructureFault() {
        return switch (this) {
            case EVICTED, PREEMPTED, NODE_REJECTED, NODE_LOST, REGISTRY_UNAVAILABLE, INFRASTRUCTURE_UNAVAILABLE -> true;
            default -> false;
        };
    }
}
