package dev.slipway.dispatcher.policy;

import java.util.ArrayList;
import java.util.List;

/** Collects what a review refuses. */
final class Findings {
    private static final String POLICY = "slipway.dispatcher.kubernetes.policy.";

    private final List<Refusal> refusals = new ArrayList<>();

    /** For what an operator can switch on. */
    void switchedOff(String path, String key) {
        refuse(path, "is switched off here. Remove it, or ask your operator for " + POLICY + key + ".");
    }

    /** For a value that is not on an operator's list. */
    void notAllowed(String path, Object value, String key) {
        refuse(
                path,
                "is '" + value + "', which is not allowed here. Use another one, or ask your operator for " + POLICY
                        + key + ".");
    }

    void refuse(String path, String sentence) {
        refusals.add(new Refusal(path, sentence));
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
