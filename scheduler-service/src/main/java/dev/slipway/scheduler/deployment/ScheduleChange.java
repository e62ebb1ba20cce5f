package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.problem.ApiProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen to a deployment's schedules. A schedule that stays as it is keeps its row and its planned runs.
 *
 * @param redefined known schedules that fire at other times or with other parameters from now on
 */
record ScheduleChange(List<DeploymentSchedule> added, List<DeploymentSchedule> redefined, List<UUID> removed) {
    static final ScheduleChange NONE = new ScheduleChange(List.of(), List.of(), List.of());

    /** Makes the set of schedules what {@code wanted} says. */
    static ScheduleChange replace(
            UUID deploymentId, List<DeploymentSchedule> existing, List<ScheduleBody> wanted, Ids ids, Instant now) {
        var old = new HashMap<String, DeploymentSchedule>();
        existing.forEach(schedule -> old.put(schedule.identity(), schedule));
        var fresh = new LinkedHashMap<String, DeploymentSchedule>();
        for (var body : wanted) {
            var created = body.create(ids.next(), deploymentId, now);
            var known = old.get(created.identity());
            var schedule = known == null ? created : inPlaceOf(known, created, body.active());
            if (fresh.put(schedule.identity(), schedule) != null && schedule.slug() != null) {
                throw ApiProblem.invalid("schedules: the slug '" + schedule.slug() + "' is given twice");
            }
        }
        var change = new ScheduleChange(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        fresh.forEach((identity, schedule) -> change.add(old.remove(identity), schedule));
        old.values().forEach(schedule -> change.removed.add(schedule.id()));
        return change;
    }

    private void add(@Nullable DeploymentSchedule known, DeploymentSchedule wanted) {
        if (known == null) {
            added.add(wanted);
        } else {
            redefine(known, wanted);
        }
    }

    private void redefine(DeploymentSchedule known, DeploymentSchedule wanted) {
        if (!isSame(known, wanted)) {
            redefined.add(wanted);
        }
    }

    /**
     * Changes the schedules that {@code given} names by slug and leaves the others, if all have slugs; else makes the set
     * what it says.
     */
    static ScheduleChange patch(
            UUID deploymentId, List<DeploymentSchedule> existing, List<ScheduleBody> given, Ids ids, Instant now) {
        boolean areAllNamed = existing.stream().allMatch(schedule -> schedule.slug() != null);
        boolean areAllGivenNamed = given.stream().allMatch(body -> body.slug() != null || body.replaces() != null);
        if (existing.isEmpty() || !areAllNamed) {
            return replace(deploymentId, existing, given, ids, now);
        }
        if (!areAllGivenNamed) {
            throw ApiProblem.invalid("Please provide a slug for each schedule in your request to ensure schedules are"
                    + " updated correctly.");
        }
        return patchBySlug(deploymentId, existing, given, ids, now);
    }

    private static ScheduleChange patchBySlug(
            UUID deploymentId, List<DeploymentSchedule> existing, List<ScheduleBody> given, Ids ids, Instant now) {
        Map<String, DeploymentSchedule> old = new HashMap<>();
        existing.forEach(schedule -> old.put(Objects.requireNonNull(schedule.slug()), schedule));
        var change = new ScheduleChange(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var seen = new HashSet<@Nullable String>();
        for (var body : given) {
            if (!seen.add(body.slug())) {
                throw ApiProblem.invalid("schedules: the slug '" + body.slug() + "' is given twice");
            }
            var known = old.get(body.replaces() == null ? body.slug() : body.replaces());
            if (known == null) {
                change.added.add(body.create(ids.next(), deploymentId, now));
            } else {
                change.redefine(known, body.applyTo(known, now));
            }
        }
        return change;
    }

    /** What somebody switched off stays so, unless it is said to be active. */
    private static DeploymentSchedule inPlaceOf(
            DeploymentSchedule known, DeploymentSchedule wanted, @Nullable Boolean active) {
        return new DeploymentSchedule(
                known.id(),
                known.created(),
                wanted.updated(),
                known.deploymentId(),
                wanted.schedule(),
                active == null ? known.active() : active,
                wanted.maxScheduledRuns(),
                wanted.parameters(),
                wanted.slug(),
                wanted.identity());
    }

    static boolean isSame(DeploymentSchedule one, DeploymentSchedule other) {
        return one.schedule().equals(other.schedule())
                && one.active() == other.active()
                && Objects.equals(one.maxScheduledRuns(), other.maxScheduledRuns())
                && one.parameters().equals(other.parameters())
                && Objects.equals(one.slug(), other.slug());
    }
}
