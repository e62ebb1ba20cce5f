package dev.slipway.scheduler.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long runs are kept after their end. */
@ConfigMapping(prefix = "slipway.retention")
public interface RetentionConfig {
    /** How long flow runs are kept, with their task runs, logs and artifacts; for ever by default. Less than an hour is an hour. */
    Optional<Duration> flowRuns();

    /** How long task runs outside of flows are kept, with their logs and artifacts; for ever by default. Less than an hour is an hour. */
    Optional<Duration> taskRuns();

    /** How often it is looked for what is old enough; 1 h by default. */
    @WithDefault("1h")
    Duration every();

    /** How many runs, or log lines of removed runs, go in one transaction; 200 by default. */
    @WithDefault("200")
    int batchSize();
}
