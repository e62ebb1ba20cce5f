package dev.slipway.scheduler.state;

/** The kinds of state; names within a kind are free text. */
public enum StateType {
    SCHEDULED,
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    CRASHED,
    PAUSED,
    CANCELLING;

    /** Nothing follows unless somebody asks for a retry. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED || this == CRASHED;
    }

    /** The name that a state of this type has if nobody gave one. */
    public String defaultName() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
