package dev.slipway.dispatcher.policy;

import java.util.Set;

/** Checks what pods and containers may both say about their confinement. */
final class ProfileReview {
    private static final Set<String> SELINUX_TYPES =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

    private final PodPolicy policy;

    ProfileReview(PodPolicy policy) {
        this.policy = policy;
    }

    void review(Place context) {
        context.object("seccompProfile", this::profile);
        context.object("appArmorProfile", this::profile);
        context.object("seLinuxOptions", options -> {
            options.mustBeOneOf("type", SELINUX_TYPES, policy.unconfined(), "unconfined");
            options.mustBeAbsent("user", policy.unconfined(), "unconfined");
            options.mustBeAbsent("role", policy.unconfined(), "unconfined");
        });
        context.object(
                "windowsOptions", options -> options.mustBeOff("hostProcess", policy.privileged(), "privileged"));
    }

    private void profile(Place profile) {
        profile.mustBeOneOf("type", PROFILES, policy.unconfined(), "unconfined");
    }
}
