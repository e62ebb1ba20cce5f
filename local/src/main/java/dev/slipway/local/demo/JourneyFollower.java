package dev.slipway.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Envelope;
import dev.slipway.local.client.EventFollower;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.WorkTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Pushes a commit and follows the events of its journey to the end. */
public final class JourneyFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    private final EventFollower events;
    private final GatewayClient gateway;
    private final Clock clock;
    private final Duration patience;
    private final Map<String, String> paused = new LinkedHashMap<>();

    /** @param patience how long nothing may happen */
    public JourneyFollower(RunningSlipway slipway, Clock clock, Duration patience) {
        this.events = EventFollower.fromNow(slipway.bootstrapServers());
        this.gateway = slipway.client();
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Pushes what is committed; returns when the run of this push has ended, or the push has failed before. The schedules are
     * paused once that run has been claimed, so that no further run competes with it for the machine. What was paused
     * so for an earlier push is resumed with the registration of this one, which itself leaves it paused.
     */
    public Journey push(WorkTree tree, String project, Consumer<Line> listener) {
        var journey = new Journey(project, tree.head(), clock.instant());
        tree.push();
        follow(journey, listener);
        if (journey.runId().isEmpty()) {
            pauseSchedules(journey);
        }
        return journey;
    }

    /** The schedules that were paused, with {@code flow/deployment} of each. */
    public Map<String, String> paused() {
        return Map.copyOf(paused);
    }

    /** The stages of a journey's build. */
    public List<StageTime> stages(Journey journey) {
        return journey.buildId()
                .map(id -> StageTime.of(gateway.get("/slipway/v1/builds/" + id)))
                .orElse(List.of());
    }

    @Override
    public void close() {
        events.close();
        gateway.close();
    }

    private void follow(Journey journey, Consumer<Line> listener) {
        var stages = new StageLines(this, listener);
        var plan = new PlanLine(gateway, listener);
        Set<UUID> resumed = new HashSet<>();
        boolean claimed = false;
        Instant lastNews = clock.instant();
        while (!isOver(journey, lastNews)) {
            boolean news = false;
            for (Envelope<?> event : events.poll(POLL)) {
                List<Line> lines = journey.on(event);
                lines.forEach(listener);
                news |= !lines.isEmpty();
            }
            stages.show(journey);
            plan.show(journey);
            if (!claimed) {
                journey.deployments().keySet().stream().filter(resumed::add).forEach(this::resumeSchedules);
            }
            if (journey.runId().isPresent() && !claimed) {
                claimed = true;
                pauseSchedules(journey);
            }
            lastNews = news ? clock.instant() : lastNews;
            if (clock.instant().isAfter(lastNews.plus(patience))) {
                journey.giveUp("nothing happened for " + patience.toSeconds() + " s");
            }
        }
    }

    private void resumeSchedules(UUID deployment) {
        new Provisioning(gateway).resumeSchedules(deployment.toString()).forEach(paused::remove);
    }

    private void pauseSchedules(Journey journey) {
        var provisioning = new Provisioning(gateway);
        journey.deployments()
                .forEach((id, name) ->
                        provisioning.pauseSchedules(id.toString()).forEach(schedule -> paused.put(schedule, name)));
    }

    /** A run that has ended still sends its last logs until its container has ended too. */
    private boolean isOver(Journey journey, Instant lastNews) {
        return journey.outcome().isPresent()
                && (journey.runId().isEmpty()
                        || journey.isContainerEnded()
                        || clock.instant().isAfter(lastNews.plus(LAST_LINES)));
    }

    /** Tells of each stage of the build once it has begun. */
    private static final class StageLines {
        private final JourneyFollower follower;
        private final Consumer<Line> listener;
        private int begun;
        private boolean complete;

        StageLines(JourneyFollower follower, Consumer<Line> listener) {
            this.follower = follower;
            this.listener = listener;
        }

        void show(Journey journey) {
            if (complete || !journey.milestones().containsKey(Milestone.BUILD_STARTED)) {
                return;
            }
            complete = journey.milestones().containsKey(Milestone.BUILT)
                    || journey.outcome().isPresent();
            List<StageTime> stages = follower.stages(journey);
            stages.stream()
                    .skip(begun)
                    .forEach(stage -> listener.accept(new Line(stage.startedAt(), "stage " + stage.stage(), "")));
            begun = stages.size();
        }
    }

    /** Tells once which run is planned next. */
    private static final class PlanLine {
        private final GatewayClient gateway;
        private final Consumer<Line> listener;
        private boolean shown;

        PlanLine(GatewayClient gateway, Consumer<Line> listener) {
            this.gateway = gateway;
            this.listener = listener;
        }

        void show(Journey journey) {
            Instant registered = journey.milestones().get(Milestone.REGISTERED);
            if (shown || registered == null || journey.runId().isPresent()) {
                return;
            }
            JsonNode runs = gateway.post("/api/flow_runs/filter", filter(journey));
            if (runs.isEmpty()) {
                return;
            }
            shown = true;
            JsonNode run = runs.get(0);
            String detail = "%s at %s"
                    .formatted(
                            run.path("name").asText(),
                            run.path("expected_start_time").asText());
            listener.accept(new Line(registered, "run scheduled", detail));
        }

        private static Map<String, Object> filter(Journey journey) {
            return Map.of(
                    "deployments",
                    Map.of("id", Map.of("any_", journey.deployments().keySet())),
                    "flow_runs",
                    Map.of("state", Map.of("type", Map.of("any_", List.of("SCHEDULED")))),
                    "sort",
                    "EXPECTED_START_TIME_ASC",
                    "limit",
                    1);
        }
    }
}
