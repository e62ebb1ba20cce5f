package dev.slipway.scheduler.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the planning of scheduled runs. */
@ConfigMapping(prefix = "slipway.planning")
public interface PlanningConfig {
    /** Whether this replica plans; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How many future runs of a schedule there are at least, as far as the schedule has them; 3 by default. */
    @WithDefault("3")
    int runsAhead();

    /** How far ahead runs are planned at least; 1 h by default. */
    @WithDefault("1h")
    Duration ahead();

    /**
     * How many runs of a schedule are planned ahead at most; 100 by default. A schedule that fires every second is planned
     * again more often instead.
     */
    @WithDefault("100")
    int mostRunsAhead();

    /** How far ahead a run may be planned; 100 days by default. */
    @WithDefault("100d")
    Duration furthest();

    /**
     * How old a slot may be that was never planned and still gets its run; 1 min by default. Runs that were planned run however
     * late they are; slots that passed while nothing could plan them, for longer than this, are not made up for.
     */
    @WithDefault("1m")
    Duration catchUp();

    /** How often schedules are looked through without a signal; 5 s by default. */
    @WithDefault("5s")
    Duration pollEvery();
}
