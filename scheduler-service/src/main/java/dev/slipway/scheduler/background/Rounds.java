package dev.slipway.scheduler.background;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.taskrun.TaskRuns;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One exchange with a gateway: it tells who listens and what they took, and gets a task for each who waits, as far as there are
 * any. Everything is in the database, so any replica can hold the next round, and a round may be repeated.
 */
@ApplicationScoped
class Rounds {
    private final Transactions transactions;
    private final TaskWorkerRepository workers;
    private final OfferRepository offers;
    private final TaskRuns taskRuns;

    Rounds(Transactions transactions, TaskWorkerRepository workers, OfferRepository offers, TaskRuns taskRuns) {
        this.transactions = transactions;
        this.workers = workers;
        this.offers = offers;
        this.taskRuns = taskRuns;
    }

    /**
     * A task for a worker.
     *
     * @param taskRun as clients see it
     */
    record Offer(UUID session, JsonObject taskRun) {}

    private record Chosen(UUID session, UUID taskRun) {}

    Uni<List<Offer>> hold(String workspace, Round round) {
        return transactions
                .run(tx -> heard(tx, workspace, round).chain(() -> choose(tx, workspace, round)))
                .chain(chosen -> offers(workspace, chosen));
    }

    private Uni<Void> heard(SqlConnection tx, String workspace, Round round) {
        return workers.forget(tx, workspace, round.ended())
                .chain(() -> workers.observe(tx, workspace, round.workers()))
                .chain(() -> offers.acknowledge(tx, workspace, round.acknowledged(), round.sessions()))
                .chain(() -> offers.release(tx, workspace, round))
                .chain(() -> offers.renew(tx, workspace, round));
    }

    private Uni<List<Chosen>> choose(SqlConnection tx, String workspace, Round round) {
        return offers.available(tx, workspace, round.wanted()).chain(available -> Multi.createFrom()
                .iterable(round.waitingFor(available))
                .onItem()
                .transformToUniAndConcatenate(worker -> choose(tx, workspace, worker))
                .collect()
                .asList()
                .map(chosen -> chosen.stream().flatMap(Optional::stream).toList()));
    }

    private Uni<Optional<Chosen>> choose(SqlConnection tx, String workspace, Round.Listener worker) {
        return offers.offer(tx, workspace, worker)
                .map(chosen -> chosen.map(taskRun -> new Chosen(worker.session(), taskRun)));
    }

    private Uni<List<Offer>> offers(String workspace, List<Chosen> chosen) {
        return Multi.createFrom()
                .iterable(chosen)
                .onItem()
                .transformToUniAndConcatenate(one -> taskRuns.view(workspace, one.taskRun())
                        .map(found -> found.map(taskRun -> new Offer(one.session(), taskRun))))
                .collect()
                .in(ArrayList<Offer>::new, (all, found) -> found.ifPresent(all::add))
                .map(List::copyOf);
    }
}
