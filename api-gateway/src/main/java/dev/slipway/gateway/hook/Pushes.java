package dev.slipway.gateway.hook;

import dev.slipway.contracts.Ids;
import dev.slipway.gateway.hook.Decision.Receipt;
import dev.slipway.gateway.hook.Decision.RefChange;
import dev.slipway.gateway.hook.PushRepository.Known;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Inbox;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Records pushes: each delivery once, each push once however many hooks report it. */
@ApplicationScoped
class Pushes {
    private static final String CONSUMER = "hook";

    private final Transactions transactions;
    private final PushRepository pushes;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Clock clock;
    private final Ids ids;

    Pushes(Transactions transactions, PushRepository pushes, Inbox inbox, Outbox outbox, Clock clock, Ids ids) {
        this.transactions = transactions;
        this.pushes = pushes;
        this.inbox = inbox;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /** What became of the delivery, once that is durable. */
    Uni<Outcome> receive(String workspace, String project, UUID deliveryId, RefChange change) {
        var receipt = new Receipt(workspace, project, ids.next(), clock.instant());
        return transactions.run(tx -> pushes.lock(tx, receipt, change)
                .chain(() -> inbox.isNew(tx, "/gitlab/" + workspace + "/" + project, deliveryId, CONSUMER))
                .chain(isNew -> pushes.find(tx, receipt, change)
                        .chain(known ->
                                isNews(isNew, known) ? accept(tx, receipt, change) : duplicate(receipt, known))));
    }

    private static boolean isNews(boolean newDelivery, Optional<Known> known) {
        return newDelivery && known.map(Known::returned).orElse(true);
    }

    private Uni<Outcome> accept(SqlConnection tx, Receipt receipt, RefChange change) {
        Cause cause = Cause.correlatedBy(receipt.pushId().toString());
        return pushes.add(tx, receipt, change)
                .chain(() -> outbox.append(tx, receipt.pushId(), change.fact(receipt), cause))
                .replaceWith(new Outcome(receipt.pushId(), true));
    }

    private static Uni<Outcome> duplicate(Receipt receipt, Optional<Known> known) {
        return Uni.createFrom().item(new Outcome(known.map(Known::pushId).orElse(receipt.pushId()), false));
    }

    /** The push and whether this delivery was the first to report it. */
    record Outcome(UUID pushId, boolean accepted) {}
}
