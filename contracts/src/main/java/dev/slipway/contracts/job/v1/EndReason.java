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
    /** The command can't be started. */
    START_FAILED,
    /** The pool's template or the job variables make no valid job. */
    INVALID_CONFIGURATION,
    /** Somebody else removed the infrastructure. */
    REMOVED,
    /** The engine or cluster could not be reached for too long. */
    INFRASTRUCTURE_UNAVAILABLE,
    /** None of the above. */
    @JsonEnumDefaultValue
    UNKNOWN
}
