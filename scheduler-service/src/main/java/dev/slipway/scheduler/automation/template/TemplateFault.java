package dev.slipway.scheduler.automation.template;

/** A template that can't be read or rendered. */
public final class TemplateFault extends Exception {
    private final int line;

    TemplateFault(String message, int line) {
        super(message);
        this.line = line;
    }

    /** What is wrong, in words. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Where it is. */
    public int line() {
        return line;
    }
}
