package dev.slipway.builder.gitlab;

/** GitLab gave no answer. */
public final class GitLabUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GitLabUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
