package dev.slipway.builder.problem;

/** RFC 9457. */
record Problem(String type, String title, int status, String detail, String code) {
    static Problem of(int status, String title, String detail, String code) {
        return new Problem("about:blank", title, status, detail, code);
    }
}
