package dev.slipway.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.WorkTree;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Shows one push from git to the completed run, on a system that is up. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final RunningSlipway slipway;
    private final PrintStream out;
    private final Clock clock;

    Demo(RunningSlipway slipway, PrintStream out, Clock clock) {
        this.slipway = slipway;
        this.out = out;
        this.clock = clock;
    }

    /** Whether the run of this push completed; says why not. */
    boolean run(DemoRepository repository) throws IOException {
        WorkTree tree = repository.prepare(slipway);
        String commit = repository.commit(tree);
        out.printf("git push of %.8s from %s%n%n", commit, tree.directory());
        try (GatewayClient gateway = slipway.client();
                JourneyFollower follower = new JourneyFollower(slipway, clock, PATIENCE)) {
            Instant start = clock.instant();
            Story story = new Story(out, start);
            Journey journey = follower.push(tree, repository.slug(), story::tell);
            tellOfPause(follower.paused());
            String failure = failure(gateway, journey);
            if (!failure.isEmpty()) {
                out.printf("%nThe run of this push did not complete: %s%n", failure);
                return false;
            }
            TimeTable.print(TimeParts.of(journey.milestones(), follower.stages(journey)), out);
            return true;
        }
    }

    /** Empty if the run completed by the API's word, too. */
    private static String failure(GatewayClient gateway, Journey journey) {
        if (journey.outcome().orElseThrow() instanceof Outcome.Failed failed) {
            return failed.reason();
        }
        UUID run = journey.runId().orElseThrow();
        JsonNode state = gateway.get("/api/flow_runs/" + run).path("state");
        return state.path("type").asText().equals("COMPLETED")
                ? ""
                : "the API says that run %s is %s"
                        .formatted(run, state.path("name").asText());
    }

    private void tellOfPause(Map<String, String> schedules) {
        schedules.forEach((schedule, name) -> {
            out.printf("%nThe schedule of %s is paused now, so that your machine stays quiet. To resume it:%n", name);
            out.printf("  prefect deployment schedule resume %s %s%n", name, schedule);
        });
    }
}
