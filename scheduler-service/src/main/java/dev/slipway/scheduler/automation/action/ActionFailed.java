package dev.slipway.scheduler.automation.action;

/** An action that can't be done; trying again would not help. */
final class ActionFailed extends RuntimeException {
    ActionFailed(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
