package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.problem.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Body that asks for the runs of a deployment's schedules between two times, which may lie in the past.
 *
 * @param startTime now if it is not given
 * @param endTime as far as schedules are planned ahead if it is not given
 * @param minTime seconds after the start up to which there are to be runs
 */
record BackfillRequest(
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Double minTime,
        @Nullable Integer minRuns,
        @Nullable Integer maxRuns) {
    static final BackfillRequest ALL = new BackfillRequest(null, null, null, null, null);

    private static final int MOST_RUNS = 1_000;

    Instant start(Instant now) {
        return startTime == null ? now : startTime;
    }

    /** How far beyond its start the backfill goes. */
    Horizon horizon(PlanningConfig usual, Instant now) {
        int runs = minRuns == null ? usual.runsAhead() : minRuns;
        int mostRuns = maxRuns == null ? usual.mostRunsAhead() : maxRuns;
        if (runs < 0 || mostRuns < 0 || mostRuns > MOST_RUNS) {
            throw ApiProblem.invalid("min_runs and max_runs: numbers from 0 to " + MOST_RUNS + " are needed");
        }
        var ahead = minTime == null ? usual.ahead() : Duration.ofMillis(Math.round(minTime * 1_000));
        var furthest = endTime == null ? usual.furthest() : Duration.between(start(now), endTime);
        if (furthest.isNegative()) {
            throw ApiProblem.invalid("end_time: must not be before start_time");
        }
        return new Horizon(runs, ahead, mostRuns, furthest, Duration.ZERO);
    }
}
