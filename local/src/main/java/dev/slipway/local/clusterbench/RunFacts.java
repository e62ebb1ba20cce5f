package dev.slipway.local.clusterbench;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.local.client.EventFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** When the facts about runs happened, as the services say. For one thread. */
final class RunFacts implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final EventFollower follower;
    private final Map<UUID, Instant> due = new HashMap<>();
    private final Map<UUID, Instant> meant = new HashMap<>();
    private final Map<UUID, String> jobs = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();

    RunFacts(String bootstrapServers) {
        this.follower = EventFollower.fromNow(bootstrapServers);
    }

    /** Reads until that is so; fails when it takes longer. */
    void until(BooleanSupplier reached, Duration patience, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + patience.toSeconds() + " s not " + what + ": " + due.size()
                        + " due, " + jobs.size() + " Jobs");
            }
            follower.poll(POLL).forEach(this::note);
        }
    }

    /** When the scheduler claimed a run and told of it. */
    Map<UUID, Instant> due() {
        return due;
    }

    /** When a run was to start. */
    Map<UUID, Instant> meant() {
        return meant;
    }

    /** The names of the Jobs. */
    Map<UUID, String> jobs() {
        return jobs;
    }

    /** When the dispatcher noticed that a Job, by name, had ended. */
    Map<String, Instant> ended() {
        return ended;
    }

    private void note(Envelope<?> event) {
        switch (event.data()) {
            case RunDue run -> {
                due.put(run.flowRunId(), event.time());
                meant.put(run.flowRunId(), run.scheduledTime());
            }
            case JobCreated job -> jobs.put(job.flowRunId(), job.infrastructureName());
            case JobEnded job -> ended.put(jobs.getOrDefault(job.flowRunId(), ""), event.time());
            default -> {}
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
