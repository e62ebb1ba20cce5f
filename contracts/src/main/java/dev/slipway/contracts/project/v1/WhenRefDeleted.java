package dev.slipway.contracts.project.v1;

/** What becomes of the deployments of a branch or tag that is deleted. */
public enum WhenRefDeleted {
    /** They stay as they are. */
    KEEP,
    /** They are paused, until the ref is pushed again. */
    PAUSE,
    /** They are removed, with their runs that have not begun. */
    DELETE
}
