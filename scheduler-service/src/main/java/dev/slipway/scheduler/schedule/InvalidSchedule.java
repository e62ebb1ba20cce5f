package dev.slipway.scheduler.schedule;

/** The text of a schedule means nothing; the message says what is wrong with it, for the one who wrote it. */
public class InvalidSchedule extends IllegalArgumentException {
    public InvalidSchedule(String message) {
        super(message);
    }

    public InvalidSchedule(String message, Throwable cause) {
        super(message, cause);
    }
}
