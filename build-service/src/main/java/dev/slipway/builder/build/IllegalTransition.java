package dev.slipway.builder.build;

import java.util.UUID;

/** Somebody asked for a step that the table of {@link BuildState} does not have. */
public final class IllegalTransition extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalTransition(UUID build, BuildState from, BuildState to) {
        super("build " + build + " is " + from + " and can't become " + to);
    }
}
