package dev.slipway.builder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.poll.RefChanges.RefChange;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefChangesTest {
    private static final String MAIN = "refs/heads/main";
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String NOTHING = "0".repeat(40);

    @Test
    void whatMovedAndNobodyToldIsMissed() {
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(MAIN, B), Map.of(MAIN, A)))
                .containsExactly(new RefChange(MAIN, A, B));
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(MAIN, B), Map.of()))
                .hasSize(1);
    }

    @Test
    void whatWasToldIsNotMissed() {
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(MAIN, B), Map.of(MAIN, B)))
                .isEmpty();
    }

    @Test
    void aRefThatWasForcedBackToWhereItWasSeenIsMissed() {
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(MAIN, A), Map.of(MAIN, B)))
                .containsExactly(new RefChange(MAIN, B, A));
    }

    @Test
    void theFirstLookMissesOnlyWhatOnceWasTold() {
        assertThat(RefChanges.missed(null, Map.of(MAIN, B, "refs/tags/v1", A), Map.of(MAIN, A)))
                .containsExactly(new RefChange(MAIN, A, B));
        assertThat(RefChanges.missed(null, Map.of(MAIN, B), Map.of())).isEmpty();
    }

    @Test
    void newAndDeletedRefsAreMissed() {
        assertThat(RefChanges.missed(Map.of(), Map.of("refs/tags/v1", A), Map.of()))
                .containsExactly(new RefChange("refs/tags/v1", NOTHING, A));
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(), Map.of(MAIN, A)))
                .singleElement()
                .satisfies(change -> assertThat(change.isGone()).isTrue());
        assertThat(RefChanges.missed(Map.of(MAIN, A), Map.of(), Map.of(MAIN, "0".repeat(64))))
                .isEmpty();
    }

    @Test
    void refsOfMergeRequestsAreNotListedAndNotGone() {
        assertThat(RefChanges.missed(null, Map.of(), Map.of("refs/merge-requests/7/head", A)))
                .isEmpty();
    }
}
