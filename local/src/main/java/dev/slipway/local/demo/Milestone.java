package dev.slipway.local.demo;

/** The points of the path from a push to its completed run, in their order. */
public enum Milestone {
    PUSHED("git push starts"),
    RECEIVED("push received"),
    QUEUED("build queued"),
    BUILD_STARTED("build started"),
    BUILT("build finished"),
    REGISTERED("deployment registered"),
    SLOT("time of the schedule"),
    DUE("run claimed"),
    CREATED("container created"),
    STARTED("container started"),
    RUNNING("flow running"),
    COMPLETED("flow completed");

    private final String text;

    Milestone(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
