package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.outbox.Inbox;
import dev.slipway.scheduler.automation.AutomationConfig;
import dev.slipway.scheduler.automation.AutomationRepository;
import dev.slipway.scheduler.automation.trigger.Bucket;
import dev.slipway.scheduler.automation.trigger.Evaluation;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Posture;
import dev.slipway.scheduler.event.PrefectEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds events against triggers, each event once. An event that follows another one comes after it: the other one is held against
 * the triggers before, if it is recorded already, or waited for, for a while.
 */
@ApplicationScoped
class Reactions {
    static final String SOURCE = "events";
    static final String CONSUMER = "automations";
    private static final int LONGEST_CHAIN = 20;

    /** How far back an event may have come to be taken for one that is still on its way here. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);

    private final Steps steps;
    private final Inbox inbox;
    private final RecordedEvents recorded;
    private final AutomationRepository automations;
    private final AutomationConfig config;
    private final Clock clock;

    Reactions(
            Steps steps,
            Inbox inbox,
            RecordedEvents recorded,
            AutomationRepository automations,
            AutomationConfig config,
            Clock clock) {
        this.steps = steps;
        this.inbox = inbox;
        this.recorded = recorded;
        this.automations = automations;
        this.config = config;
        this.clock = clock;
    }

    /** An event of a workspace, as recorded. */
    record Recorded(String workspace, PrefectEvent event) {}

    /** The steps that an event makes triggers take. */
    @ApplicationScoped
    static class Steps {
        private final BucketRepository buckets;
        private final WatchRepository watches;
        private final Fire fire;

        Steps(BucketRepository buckets, WatchRepository watches, Fire fire) {
            this.buckets = buckets;
            this.watches = watches;
            this.fire = fire;
        }

        Uni<Void> take(SqlConnection tx, Triggers.Watched watched, PrefectEvent event) {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (EventTrigger trigger : watched.covering(event)) {
                done = done.chain(() -> take(tx, watched, trigger, event));
            }
            return done;
        }

        private Uni<Void> take(SqlConnection tx, Triggers.Watched watched, EventTrigger trigger, PrefectEvent event) {
            var key = trigger.bucketingKey(event);
            return buckets.find(tx, trigger, key)
                    .map(found -> found.orElse(null))
                    .chain(existing -> {
                        var outcome = Evaluation.react(trigger, existing, event);
                        return keep(tx, watched, trigger, key, existing, outcome.bucket())
                                .chain(() -> outcome.isFired()
                                        ? fire.event(tx, watched, trigger, trigger.labels(key), outcome.cause())
                                        : Uni.createFrom().voidItem());
                    });
        }

        private Uni<Void> keep(
                SqlConnection tx,
                Triggers.Watched watched,
                EventTrigger trigger,
                List<String> key,
                @Nullable Bucket before,
                @Nullable Bucket after) {
            if (Objects.equals(before, after)) {
                return Uni.createFrom().voidItem();
            }
            return buckets.save(tx, watched.automation().id(), trigger, key, after)
                    .chain(() -> after != null && trigger.posture() == Posture.PROACTIVE
                            ? watches.lookBy(tx, trigger.id(), after.end())
                            : Uni.createFrom().voidItem());
        }
    }

    /** Holds those events against the triggers that were not before, in their order; answers whether any has to do with one. */
    Uni<Boolean> react(SqlConnection tx, Triggers triggers, List<Recorded> events) {
        var covered = events.stream()
                .filter(event ->
                        !triggers.covering(event.workspace, event.event).isEmpty())
                .toList();
        if (covered.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return lock(tx, triggers, covered).chain(alive -> {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Recorded event : covered) {
                done = done.chain(() -> new Chain(tx, triggers, alive, 0).react(event, true));
            }
            return done.replaceWith(true);
        });
    }

    /** The automations are locked in one order, so that replicas don't wait for each other. */
    private Uni<Set<UUID>> lock(SqlConnection tx, Triggers triggers, List<Recorded> events) {
        var all = events.stream()
                .flatMap(event -> triggers.covering(event.workspace, event.event).stream())
                .map(watched -> watched.automation().id())
                .collect(Collectors.toSet());
        return automations.lockEnabled(tx, all);
    }

    /** An event, and those before it. */
    private final class Chain {
        private final SqlConnection tx;
        private final Triggers triggers;
        private final Set<UUID> alive;
        private final int depth;

        Chain(SqlConnection tx, Triggers triggers, Set<UUID> alive, int depth) {
            this.tx = tx;
            this.triggers = triggers;
            this.alive = alive;
            this.depth = depth;
        }

        Uni<Void> react(Recorded event, boolean mayWait) {
            return inbox.isNew(tx, SOURCE, event.event.id(), CONSUMER)
                    .chain(isNew -> isNew
                            ? afterLeader(event, mayWait)
                            : Uni.createFrom().voidItem());
        }

        private Uni<Void> afterLeader(Recorded event, boolean mayWait) {
            UUID leader = event.event.follows();
            boolean isOld = event.event.received().isBefore(clock.instant().minus(LOOK_BACK));
            if (leader == null || leader.equals(event.event.id()) || isOld || depth == LONGEST_CHAIN) {
                return steps(event);
            }
            return recorded.find(tx, event.workspace, leader).chain(found -> {
                if (found.isPresent()) {
                    return leader(new Recorded(event.workspace, found.get())).chain(() -> steps(event));
                }
                return mayWait
                        ? recorded.park(
                                tx,
                                event.workspace,
                                event.event,
                                clock.instant().plus(config.leaderWait()))
                        : steps(event);
            });
        }

        private Uni<Void> leader(Recorded leader) {
            var covering = triggers.covering(leader.workspace, leader.event);
            boolean isOld = leader.event.received().isBefore(clock.instant().minus(LOOK_BACK));
            if (covering.isEmpty() || isOld) {
                return Uni.createFrom().voidItem();
            }
            return lock(tx, triggers, List.of(leader))
                    .chain(locked -> new Chain(tx, triggers, locked, depth + 1).react(leader, false));
        }

        private Uni<Void> steps(Recorded event) {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (var watched : triggers.covering(event.workspace, event.event)) {
                if (alive.contains(watched.automation().id())) {
                    done = done.chain(() -> steps.take(tx, watched, event.event));
                }
            }
            return done;
        }
    }

    /** Takes the steps for an event that has waited long enough, or whose leader has come. */
    Uni<Void> resume(SqlConnection tx, Triggers triggers, Recorded event) {
        return triggers.covering(event.workspace, event.event).isEmpty()
                ? Uni.createFrom().voidItem()
                : lock(tx, triggers, List.of(event))
                        .chain(alive -> new Chain(tx, triggers, alive, 0).afterLeader(event, false));
    }
}
