package dev.slipway.dispatcher.dispatch;

import static dev.slipway.dispatcher.dispatch.DispatchState.CREATED;
import static dev.slipway.dispatcher.dispatch.DispatchState.CREATING;
import static dev.slipway.dispatcher.dispatch.DispatchState.ENDED;
import static dev.slipway.dispatcher.dispatch.DispatchState.LOST;
import static dev.slipway.dispatcher.dispatch.DispatchState.RECORDED;
import static dev.slipway.dispatcher.dispatch.DispatchState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatchStateTest {
    private static final Map<DispatchState, Set<DispatchState>> TABLE = Map.of(
            RECORDED, Set.of(CREATING, ENDED),
            CREATING, Set.of(CREATED, ENDED),
            CREATED, Set.of(RUNNING, ENDED, LOST),
            RUNNING, Set.of(ENDED, LOST),
            ENDED, Set.of(),
            LOST, Set.of());

    @Test
    void everyPairOfStatesIsAsTheTableSays() {
        for (DispatchState from : DispatchState.values()) {
            for (DispatchState to : DispatchState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s → %s", from, to)
                        .isEqualTo(TABLE.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @Test
    void theGuardOfAWriteIsTheColumnOfTheTable() {
        for (DispatchState to : DispatchState.values()) {
            assertThat(to.predecessors())
                    .allSatisfy(name -> assertThat(TABLE.getOrDefault(DispatchState.valueOf(name), Set.of()))
                            .contains(to));
        }
        assertThat(ENDED.predecessors()).containsExactlyInAnyOrder("RECORDED", "CREATING", "CREATED", "RUNNING");
        assertThat(LOST.predecessors()).containsExactlyInAnyOrder("CREATED", "RUNNING");
        assertThat(RECORDED.predecessors()).isEmpty();
    }

    @Test
    void onlyWhatCannotChangeIsTerminal() {
        assertThat(DispatchState.values()).allSatisfy(state -> assertThat(state.isTerminal())
                .isEqualTo(TABLE.getOrDefault(state, Set.of()).isEmpty()));
    }
}
