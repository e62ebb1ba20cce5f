package dev.slipway.dispatcher.template;

/** The pool's template or the job variables make no container; the message tells the owner of the run what to change. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidConfiguration(String message) {
        super(message);
    }

    /** For the owner of the run. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
