package dev.slipway.dispatcher.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.WatchList;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final AttemptKey KEY = new AttemptKey("default", UUID.randomUUID(), 1);

    @Test
    void aContainerWithoutARecordedAttemptIsAnOrphan() {
        assertThat(Ownership.isOrphan(container("a"), null)).isTrue();
    }

    @Test
    void aContainerThatIsJustBeingCreatedIsNone() {
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.CREATING, null, false)))
                .isFalse();
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.RECORDED, null, false)))
                .isFalse();
    }

    @Test
    void theAttemptsOwnContainerIsNoneAndAnotherOneIs() {
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.RUNNING, "a", false)))
                .isFalse();
        assertThat(Ownership.isOrphan(container("b"), entry(DispatchState.RUNNING, "a", false)))
                .isTrue();
    }

    @Test
    void afterTheEndTheOwnContainerMayBeKeptUntilItWasRemoved() {
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.ENDED, "a", false)))
                .isFalse();
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.ENDED, "a", true)))
                .isTrue();
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.LOST, "a", true)))
                .isTrue();
    }

    @Test
    void aContainerThatAGivenUpLaunchLeftBehindIsAnOrphan() {
        assertThat(Ownership.isOrphan(container("a"), entry(DispatchState.ENDED, null, false)))
                .isTrue();
    }

    private static ListedContainer container(String id) {
        return new ListedContainer(id, KEY, true, Instant.EPOCH);
    }

    private static WatchList.Entry entry(DispatchState state, @Nullable String containerId, boolean removed) {
        return new WatchList.Entry(KEY, state, containerId, removed);
    }
}
