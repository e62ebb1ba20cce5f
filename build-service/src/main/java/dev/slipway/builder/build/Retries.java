package dev.slipway.builder.build;

import dev.slipway.builder.problem.Refused;
import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds that are built again: the same commit in the same place among the pushes of its ref, so that nothing newer is
 * overwritten.
 */
@ApplicationScoped
class Retries {
    private final BuildRepository repository;
    private final Builds builds;
    private final Transactions transactions;
    private final Clock clock;
    private final Ids ids;

    Retries(BuildRepository repository, Builds builds, Transactions transactions, Clock clock, Ids ids) {
        this.repository = repository;
        this.builds = builds;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new build; or the one that is under way already for the same push, however often this is asked. */
    Uni<Build> retry(String workspace, UUID id) {
        return transactions.run(tx -> repository
                .find(workspace, id)
                .map(found -> found.orElseThrow(() -> Refused.notFound("The build " + id)))
                .chain(build -> known(tx, build).chain(known -> retry(tx, build, known))));
    }

    /** Looked up again under the lock: another one who asks may have queued a build meanwhile. */
    private Uni<List<Build>> known(SqlConnection tx, Build build) {
        return repository.sameOrLater(tx, build).chain(() -> repository.sameOrLater(tx, build));
    }

    private Uni<Build> retry(SqlConnection tx, Build build, List<Build> known) {
        if (known.stream().anyMatch(other -> other.generation() > build.generation())) {
            throw Refused.conflict(
                    "A newer push of " + build.source().ref() + " is known; only the newest can be built again.");
        }
        Optional<Build> open =
                known.stream().filter(other -> !other.state().isFinal()).findFirst();
        if (open.isPresent()) {
            return Uni.createFrom().item(open.get());
        }
        Build again = build.again(ids.next(), clock.instant());
        return builds.queue(tx, again).replaceWith(again);
    }
}
