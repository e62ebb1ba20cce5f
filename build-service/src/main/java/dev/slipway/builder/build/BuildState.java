package dev.slipway.builder.build;

/** Where a build is. Queued and running are the only states that are left again. */
public enum BuildState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    SUPERSEDED,
    CANCELLED;

    /** The table of transitions. A running build that is taken over by another builder stays running. */
    public boolean canBecome(BuildState next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next == SUPERSEDED || next == CANCELLED;
            case RUNNING -> next == RUNNING || next == SUCCEEDED || next == FAILED || next == CANCELLED;
            case SUCCEEDED, FAILED, SUPERSEDED, CANCELLED -> false;
        };
    }

    /** Nothing follows. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
