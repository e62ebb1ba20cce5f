package dev.slipway.scheduler.orchestration;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Loads what a decision about a locked run depends on. */
@ApplicationScoped
class SituationRepository {
    private static final String ATTEMPT = "select attempt from flow_runs where workspace = $1 and id = $2";

    private final SurroundingsRepository surroundings;
    private final LeaseRepository leases;
    private final Clock clock;
    private final Ids ids;

    SituationRepository(SurroundingsRepository surroundings, LeaseRepository leases, Clock clock, Ids ids) {
        this.surroundings = surroundings;
        this.leases = leases;
        this.clock = clock;
        this.ids = ids;
    }

    /** For the decision, and for what is told about it. */
    record Loaded(Situation situation, Surroundings surroundings) {}

    Uni<Loaded> of(SqlConnection tx, FlowRun run, StateType proposed, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return surroundings.of(tx, run).chain(around -> newestAttempt(tx, run, caller)
                .chain(newest -> slots(tx, run, around, proposed, now)
                        .map(slots -> new Loaded(
                                new Situation(run, slots.orElse(null), caller, newest, ids.next(), ids.next(), now),
                                around))));
    }

    /** Of the run that the credential was made for: an old pod must not speak for its subflows either. */
    private Uni<Integer> newestAttempt(SqlConnection tx, FlowRun run, Caller caller) {
        Caller.Attempt attempt = caller.attempt();
        if (attempt == null) {
            return Uni.createFrom().item(0);
        } else if (attempt.flowRunId().equals(run.id())) {
            return Uni.createFrom().item(run.progress().attempt());
        }
        return tx.preparedQuery(ATTEMPT)
                .execute(Tuple.of(caller.workspace(), attempt.flowRunId()))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getInteger("attempt") : 0);
    }

    private Uni<Optional<DeploymentSlots>> slots(
            SqlConnection tx, FlowRun run, Surroundings around, StateType proposed, Instant now) {
        Surroundings.Deployment deployment = around.deployment();
        boolean matters =
                switch (proposed) {
                    case PENDING, RUNNING, SCHEDULED -> true;
                    case COMPLETED, FAILED, CANCELLED, CRASHED, PAUSED, CANCELLING -> false;
                };
        if (deployment == null || deployment.concurrencyLimit() == null || !matters) {
            return Uni.createFrom().item(Optional.empty());
        }
        return leases.locked(tx, run, deployment, now).map(Optional::of);
    }
}
