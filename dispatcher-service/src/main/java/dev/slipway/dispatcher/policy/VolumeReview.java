package dev.slipway.dispatcher.policy;

import java.util.Map;
import java.util.Set;

/** Checks where a volume comes from. */
final class VolumeReview {
    private static final Set<String> PROJECTED =
            Set.of("clusterTrustBundle", "configMap", "downwardAPI", "secret", "serviceAccountToken");

    private final PodPolicy policy;

    VolumeReview(PodPolicy policy) {
        this.policy = policy;
    }

    void review(Place volume) {
        for (Map.Entry<?, ?> field : volume.fields().entrySet()) {
            String kind = String.valueOf(field.getKey());
            if (field.getValue() == null || kind.equals("name")) {
                continue;
            }
            if (kind.equals("hostPath")) {
                volume.mustBeAbsent(kind, policy.hostPaths(), "host-paths");
            } else if (!policy.volumeTypes().contains(kind)
                    && !policy.volumeTypes().contains("*")) {
                volume.findings().notAllowed(volume.at(kind), kind, "volume-types");
            }
        }
        volume.object("projected", projected -> projected.eachObject("sources", this::source));
    }

    private void source(Place source) {
        source.onlyFields(PROJECTED, policy.otherFields().orElse(Set.of()));
        source.mustBeAbsent("serviceAccountToken", policy.serviceAccountTokens(), "service-account-tokens");
    }
}
