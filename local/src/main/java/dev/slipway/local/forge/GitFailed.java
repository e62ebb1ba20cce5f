package dev.slipway.local.forge;

/** A git command that failed, with what it printed. */
public final class GitFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GitFailed(String message) {
        super(message);
    }
}
