package dev.slipway.builder.gitlab;

/** How a project and its GitLab stand. */
public enum ConnectionState {
    /** Everything that was looked at is fine. */
    CONNECTED,
    /** Something is missing; the findings say what. */
    INCOMPLETE,
    /** GitLab refuses the token: revoked, expired or wrong. */
    TOKEN_REFUSED,
    /** The project has no token. */
    NO_TOKEN,
    /** GitLab gave no answer. */
    UNREACHABLE
}
