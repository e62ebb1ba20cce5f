package dev.slipway.local.storm;

import dev.slipway.local.clusterbench.Times;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.HookDelivery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of webhooks. */
final class Deliveries {
    private final Clock clock;
    private final List<Duration> answered = new CopyOnWriteArrayList<>();
    private final List<HookDelivery> failed = new CopyOnWriteArrayList<>();
    private final AtomicInteger repeated = new AtomicInteger();

    Deliveries(Clock clock) {
        this.clock = clock;
    }

    /** One that was just answered or given up. */
    void add(HookDelivery delivery) {
        if (delivery.succeeded()) {
            answered.add(Duration.between(delivery.sentAt(), clock.instant()));
        } else {
            failed.add(delivery);
        }
    }

    /** As an owner does who reads GitLab's list of failed deliveries; until all are answered. */
    void repeatFailed(GitForge forge) {
        for (List<HookDelivery> again = List.copyOf(failed); !again.isEmpty(); again = List.copyOf(failed)) {
            failed.removeAll(again);
            repeated.addAndGet(again.size());
            again.forEach(forge::redeliver);
        }
    }

    int repeated() {
        return repeated.get();
    }

    /** Of those that were answered. */
    Times times() {
        return Times.of(answered);
    }
}
