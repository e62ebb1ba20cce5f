package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.state.State;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Stores what was decided: the state, the run, its slot, those who follow it, and what is told about it. */
@ApplicationScoped
class StateRecorder {
    private final FlowRunRepository runs;
    private final LeaseRepository leases;
    private final FlowRunEvents events;
    private final List<StateFollower> followers;
    private final Clock clock;

    StateRecorder(
            FlowRunRepository runs,
            LeaseRepository leases,
            FlowRunEvents events,
            @All List<StateFollower> followers,
            Clock clock) {
        this.runs = runs;
        this.leases = leases;
        this.events = events;
        this.followers = List.copyOf(followers);
        this.clock = clock;
    }

    Uni<Void> record(SqlConnection tx, FlowRun before, Decision decision, Surroundings surroundings) {
        State state = decision.stored();
        if (state == null) {
            return Uni.createFrom().voidItem();
        }
        FlowRun run = decision.run();
        return runs.insertState(tx, run, state)
                .chain(() -> runs.update(tx, run))
                .chain(() -> leases.change(tx, run, decision.slots(), clock.instant()))
                .chain(() -> follow(tx, run))
                .chain(() -> events.entered(tx, before.state(), run, state, surroundings));
    }

    private Uni<Void> follow(SqlConnection tx, FlowRun run) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (StateFollower follower : followers) {
            done = done.chain(() -> follower.follow(tx, run));
        }
        return done;
    }
}
