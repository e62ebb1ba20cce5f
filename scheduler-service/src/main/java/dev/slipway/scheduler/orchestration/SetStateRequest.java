package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.state.StateProposal;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /flow_runs/{id}/set_state}. */
record SetStateRequest(
        @Nullable StateProposal state, @Nullable Boolean force) {}
