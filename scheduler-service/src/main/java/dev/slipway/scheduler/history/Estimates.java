package dev.slipway.scheduler.history;

/**
 * What can be said of runs that have not ended, as SQL.
 *
 * @param runTime seconds that the run has run, with its present time in Running
 * @param lateness seconds between the expected start and the start, or now if the run should have started; never negative
 */
public record Estimates(String runTime, String lateness) {

    /**
     * For rows of {@code flow_runs} or {@code task_runs}.
     *
     * @param now an expression
     */
    public static Estimates of(String alias, String now) {
        return new Estimates(
                "case when %1$s.state_type = 'RUNNING' then %1$s.total_run_time + extract(epoch from %2$s - %1$s.state_timestamp)::float8 else %1$s.total_run_time end"
                        .formatted(alias, now),
                ("greatest(0, extract(epoch from case when %1$s.start_time is not null then %1$s.start_time"
                                + " when %1$s.state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') then %1$s.expected_start_time"
                                + " else %2$s end - %1$s.expected_start_time)::float8)")
                        .formatted(alias, now));
    }
}
