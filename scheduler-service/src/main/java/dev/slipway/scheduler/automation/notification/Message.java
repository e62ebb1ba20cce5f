package dev.slipway.scheduler.automation.notification;

/** What somebody is to be told. */
public record Message(String subject, String body) {
    /** In one text, for services without subjects. */
    String inOne() {
        return subject.isBlank() ? body : subject + "\n" + body;
    }
}
