package dev.slipway.scheduler.reconcile;

import dev.slipway.scheduler.state.StateType;
import java.util.UUID;

/** A run that needs the process of its newest attempt, in the state in which it was seen. */
record DispatchedRun(String workspace, UUID id, int attempt, UUID stateId, StateType stateType) {}
