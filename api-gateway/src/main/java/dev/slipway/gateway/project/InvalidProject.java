package dev.slipway.gateway.project;

/** A request is not a project. */
final class InvalidProject extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidProject(String message) {
        super(message);
    }
}
