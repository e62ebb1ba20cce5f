package dev.slipway.scheduler.history;

import java.time.Instant;
import java.util.List;

/** The runs that were expected to start within an interval, by their present states. */
record HistoryInterval(Instant intervalStart, Instant intervalEnd, List<StateCount> states) {

    /**
     * The runs of one state.
     *
     * @param sumEstimatedRunTime seconds that they have run
     * @param sumEstimatedLateness seconds by which they started late, or are late by now
     */
    record StateCount(
            String stateType,
            String stateName,
            long countRuns,
            double sumEstimatedRunTime,
            double sumEstimatedLateness) {}
}
