package dev.slipway.dispatcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final AttemptKey KEY = new AttemptKey("default", UUID.randomUUID(), 2);

    @Test
    void theAttemptIsReadFromItsLabels() {
        assertThat(Labels.attempt(Labels.of(KEY, "here", "digest"))).contains(KEY);
    }

    @Test
    void labelsOfOthersNameNoAttempt() {
        assertThat(Labels.attempt(Map.of())).isEmpty();
        assertThat(Labels.attempt(
                        Map.of("dev.slipway/run-id", "x", "dev.slipway/attempt", "1", "dev.slipway/workspace", "w")))
                .isEmpty();
    }

    @Test
    void aClaimIsTheSameOnlyIfAttemptInstallationAndDigestAre() {
        var ours = Labels.of(KEY, "here", "digest");

        assertThat(Labels.sameClaim(ours, Labels.of(KEY, "here", "digest"))).isTrue();
        assertThat(Labels.sameClaim(ours, Labels.of(KEY, "there", "digest"))).isFalse();
        assertThat(Labels.sameClaim(ours, Labels.of(KEY, "here", "other"))).isFalse();
        assertThat(Labels.sameClaim(ours, Labels.of(new AttemptKey("default", KEY.flowRunId(), 3), "here", "digest")))
                .isFalse();
        assertThat(Labels.sameClaim(ours, new HashMap<>())).isFalse();
    }
}
