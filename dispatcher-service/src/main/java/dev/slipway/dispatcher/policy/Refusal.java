package dev.slipway.dispatcher.policy;

/**
 * One thing of a Job that the policy does not allow.
 *
 * @param path of the field, as {@code spec.template.spec.containers[1].securityContext.privileged}
 * @param sentence what is wrong and what to do
 */
public record Refusal(String path, String sentence) {
    @Override
    public String toString() {
        return path + " " + sentence;
    }
}
