package dev.slipway.local.system;

import java.nio.file.Path;

/**
 * How one part is.
 *
 * @param pid 0 if it does not run
 */
public record PartStatus(String name, Condition condition, String address, long pid, Path log) {
    /** Whether a part is of use. */
    public enum Condition {
        READY,
        NOT_READY,
        DOWN
    }
}
