package dev.slipway.local.demo;

import static dev.slipway.local.demo.Milestone.BUILD_STARTED;
import static dev.slipway.local.demo.Milestone.BUILT;
import static dev.slipway.local.demo.Milestone.COMPLETED;
import static dev.slipway.local.demo.Milestone.CREATED;
import static dev.slipway.local.demo.Milestone.DUE;
import static dev.slipway.local.demo.Milestone.PUSHED;
import static dev.slipway.local.demo.Milestone.RECEIVED;
import static dev.slipway.local.demo.Milestone.REGISTERED;
import static dev.slipway.local.demo.Milestone.RUNNING;
import static dev.slipway.local.demo.Milestone.SLOT;
import static dev.slipway.local.demo.Milestone.STARTED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Who took the time from push to completion. The parts follow each other without gap or overlap, so their sum is the whole;
 * git, the image's build and push, the import of the flows, the wait for the schedule and Python in the container are not
 * Slipway's.
 */
public record TimeParts(List<Part> parts) {
    private static final String CLAIM = "due, until the run is claimed";
    private static final String CREATION = "claimed, until the container is created";
    private static final List<String> OTHERS_STAGES = List.of("BUILD", "PUSH", "INTROSPECT");

    /** @param milestones of a journey that completed */
    public static TimeParts of(Map<Milestone, Instant> milestones, List<StageTime> stages) {
        var at = new Times(milestones);
        Instant due = at.later(REGISTERED, SLOT);
        var parts = new ArrayList<Part>();
        parts.add(new Part("git push, until the webhook is accepted", at.between(PUSHED, RECEIVED), false));
        parts.add(new Part("webhook accepted, until the build starts", at.between(RECEIVED, BUILD_STARTED), true));
        Duration inStages = Duration.ZERO;
        for (StageTime stage : stages) {
            boolean own = !OTHERS_STAGES.contains(stage.stage());
            parts.add(new Part("build stage " + stage.stage().toLowerCase(Locale.ROOT), stage.length(), own));
            inStages = inStages.plus(stage.length());
        }
        parts.add(
                new Part("between the stages", at.between(BUILD_STARTED, BUILT).minus(inStages), true));
        parts.add(
                new Part("build finished, until its deployments are registered", at.between(BUILT, REGISTERED), true));
        parts.add(new Part("waiting for the schedule", Duration.between(at.of(REGISTERED), due), false));
        parts.add(new Part(CLAIM, Duration.between(due, at.of(DUE)), true));
        parts.add(new Part(CREATION, at.between(DUE, CREATED), true));
        parts.add(new Part("container created, until it is started", at.between(CREATED, STARTED), true));
        parts.add(new Part("Python starting in the container", at.between(STARTED, RUNNING), false));
        parts.add(new Part("the flow", at.between(RUNNING, COMPLETED), false));
        return new TimeParts(List.copyOf(parts));
    }

    /** The sum of Slipway's parts. */
    public Duration own() {
        return sum(true);
    }

    /** From the moment at which the run could start to the existence of its container. */
    public Duration dispatch() {
        return parts.stream()
                .filter(part -> part.name().equals(CLAIM) || part.name().equals(CREATION))
                .map(Part::time)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** From {@code git push} to completion. */
    public Duration total() {
        return sum(true).plus(sum(false));
    }

    private Duration sum(boolean own) {
        return parts.stream().filter(part -> part.own() == own).map(Part::time).reduce(Duration.ZERO, Duration::plus);
    }

    private record Times(Map<Milestone, Instant> milestones) {
        Instant of(Milestone milestone) {
            return Objects.requireNonNull(milestones.get(milestone), () -> "not passed: " + milestone.text());
        }

        Duration between(Milestone from, Milestone to) {
            return Duration.between(of(from), of(to));
        }

        Instant later(Milestone one, Milestone other) {
            return of(one).isAfter(of(other)) ? of(one) : of(other);
        }
    }
}
