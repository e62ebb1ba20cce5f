package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.automation.AutomationRepository;
import dev.slipway.scheduler.automation.trigger.Bucket;
import dev.slipway.scheduler.automation.trigger.Evaluation;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Posture;
import dev.slipway.scheduler.event.EventLookup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks whether what proactive triggers expect has not come. */
@ApplicationScoped
class Looks {
    private static final int MOST = 200;
    private static final int MOST_UNREAD = 1_000;

    private final Parts parts;
    private final Reactions reactions;
    private final RecordedEvents recorded;
    private final AutomationRepository automations;
    private final Transactions transactions;
    private final Clock clock;

    Looks(
            Parts parts,
            Reactions reactions,
            RecordedEvents recorded,
            AutomationRepository automations,
            Transactions transactions,
            Clock clock) {
        this.parts = parts;
        this.reactions = reactions;
        this.recorded = recorded;
        this.automations = automations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What is looked at, and what comes of it. */
    @Singleton
    record Parts(TriggerCache triggers, BucketRepository buckets, WatchRepository watches, Fire fire) {}

    /** Looks at the triggers of an automation that are due; its lock keeps other replicas from the same. */
    Uni<Void> look(UUID automation) {
        var now = clock.instant();
        return transactions.run(tx -> parts.triggers().current(tx).chain(triggers -> automations
                .lockEnabled(tx, Set.of(automation))
                .chain(alive -> parts.watches().dueTriggers(tx, automation, now))
                .chain(due -> {
                    Uni<Void> done = Uni.createFrom().voidItem();
                    for (var watched : triggers.all()) {
                        if (watched.automation().id().equals(automation)) {
                            done = done.chain(() -> new Look(tx, triggers, watched, now).at(due));
                        }
                    }
                    return done;
                })));
    }

    /** Events that came before those that they follow go on, once these have come or will not come. */
    Uni<Boolean> release() {
        return transactions.run(
                tx -> parts.triggers().current(tx).chain(triggers -> recorded.release(tx, clock.instant(), MOST)
                        .chain(released -> {
                            Uni<Void> done = Uni.createFrom().voidItem();
                            for (var event : released) {
                                done = done.chain(() -> reactions.resume(tx, triggers, event));
                            }
                            return done.replaceWith(!released.isEmpty());
                        })));
    }

    /** One look at one automation. */
    private final class Look {
        private final SqlConnection tx;
        private final Triggers triggers;
        private final Triggers.Watched watched;
        private final Instant now;

        Look(SqlConnection tx, Triggers triggers, Triggers.Watched watched, Instant now) {
            this.tx = tx;
            this.triggers = triggers;
            this.watched = watched;
            this.now = now;
        }

        Uni<Void> at(Set<UUID> due) {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (EventTrigger trigger : watched.trigger().eventTriggers().toList()) {
                if (due.contains(trigger.id()) && trigger.posture() == Posture.PROACTIVE) {
                    done = done.chain(() -> at(trigger));
                }
            }
            return done;
        }

        private Uni<Void> at(EventTrigger trigger) {
            return begun(trigger)
                    .chain(() -> parts.buckets().removeMet(tx, trigger))
                    .chain(() -> parts.buckets().ended(tx, trigger, now, MOST))
                    .chain(ended -> ended.isEmpty() ? next(trigger) : caughtUp(trigger, ended))
                    .replaceWithVoid();
        }

        /** A trigger that waits for nothing else watches from the first look on. */
        private Uni<Void> begun(EventTrigger trigger) {
            if (!trigger.forEach().isEmpty() || !trigger.after().isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return parts.buckets()
                    .find(tx, trigger, List.of())
                    .chain(existing -> existing.isPresent()
                            ? Uni.createFrom().voidItem()
                            : save(trigger, List.of(), Evaluation.watching(trigger, now)));
        }

        /** Events may be recorded and not have come through the topic yet: they are no silence. */
        private Uni<Void> caughtUp(EventTrigger trigger, List<Bucket> ended) {
            var since = ended.stream()
                    .map(Bucket::start)
                    .min(Comparator.naturalOrder())
                    .orElse(now);
            var names = new ArrayList<String>();
            if (!trigger.expect().isEmpty()) {
                names.addAll(trigger.expect());
                names.addAll(trigger.after());
            }
            var unread = new EventLookup.Unread(
                    since, watched.automation().updated(), names, Reactions.SOURCE, Reactions.CONSUMER);
            var workspace = watched.automation().workspace();
            return recorded.unread(tx, workspace, unread, MOST_UNREAD)
                    .map(events -> events.stream()
                            .filter(trigger::covers)
                            .map(event -> new Reactions.Recorded(workspace, event))
                            .toList())
                    .chain(events -> reactions.react(tx, triggers, events))
                    .chain(() -> parts.buckets().removeMet(tx, trigger))
                    .chain(() -> parts.buckets().ended(tx, trigger, now, MOST))
                    .chain(still -> all(trigger, still))
                    .chain(() -> next(trigger));
        }

        private Uni<Void> all(EventTrigger trigger, List<Bucket> ended) {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Bucket bucket : ended) {
                done = done.chain(() -> one(trigger, bucket));
            }
            return done;
        }

        private Uni<Void> one(EventTrigger trigger, Bucket bucket) {
            var outcome = Evaluation.look(trigger, bucket, now);
            return parts.buckets()
                    .save(tx, watched.automation().id(), trigger, bucket.key(), outcome.bucket())
                    .chain(() -> outcome.isFired()
                            ? parts.fire().event(tx, watched, trigger, trigger.labels(bucket.key()), outcome.cause())
                            : Uni.createFrom().voidItem());
        }

        private Uni<Void> save(EventTrigger trigger, List<String> key, Bucket bucket) {
            return parts.buckets().save(tx, watched.automation().id(), trigger, key, bucket);
        }

        private Uni<Void> next(EventTrigger trigger) {
            var latest = now.plus(trigger.within());
            return parts.buckets().nextEnd(tx, trigger).chain(end -> parts.watches()
                    .lookAt(tx, trigger.id(), end.filter(latest::isAfter).orElse(latest)));
        }
    }
}
