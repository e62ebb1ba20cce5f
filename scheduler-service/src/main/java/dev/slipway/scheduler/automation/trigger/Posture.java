package dev.slipway.scheduler.automation.trigger;

import java.util.Arrays;
import java.util.Optional;

/** Whether a trigger waits for events, or for the lack of them. */
public enum Posture {
    REACTIVE("Reactive"),
    PROACTIVE("Proactive");

    private final String wireName;

    Posture(String wireName) {
        this.wireName = wireName;
    }

    /** As clients write it. */
    public String wireName() {
        return wireName;
    }

    static Optional<Posture> named(String wireName) {
        return Arrays.stream(values())
                .filter(posture -> posture.wireName.equals(wireName))
                .findFirst();
    }
}
