package dev.slipway.scheduler.automation.outgoing;

import java.util.Map;

/**
 * What was answered.
 *
 * @param text the beginning of the body
 */
public record Reply(int status, Map<String, String> headers, String text) {
    /** Whether the other side did what it was asked to. */
    public boolean isGood() {
        return status >= 200 && status < 300;
    }
}
