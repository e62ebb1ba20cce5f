package dev.slipway.builder.problem;

/** A request that can't be answered as asked; the caller gets status, code and sentence. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Refused(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** There is no such thing. */
    public static Refused notFound(String what) {
        return new Refused(404, "not-found", what + " does not exist.");
    }

    /** The request itself is wrong. */
    public static Refused invalid(String detail) {
        return new Refused(422, "invalid", detail);
    }

    /** The request does not fit the state that things are in. */
    public static Refused conflict(String detail) {
        return new Refused(409, "conflict", detail);
    }

    /** Something that is needed does not answer; the same request may work later. */
    public static Refused unavailable(String detail) {
        return new Refused(503, "unavailable", detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
