package dev.slipway.dispatcher.turn;

import dev.slipway.contracts.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** This replica's turns. Who had one keeps it as long as he asks for it in time, and leaves it to another one by silence. */
@ApplicationScoped
public class Turns {
    private final TurnRepository repository;
    private final Clock clock;
    private final UUID owner;

    Turns(TurnRepository repository, Clock clock, Ids ids) {
        this.repository = repository;
        this.clock = clock;
        this.owner = ids.next();
    }

    /** Whether it is this replica's turn, which then is so for that long. */
    public Uni<Boolean> take(String work, Duration time) {
        return repository.take(work, owner, clock.instant(), time);
    }

    /** Leaves this replica's turns at work that begins so to others. */
    public Uni<Void> leave(String workPrefix) {
        return repository.leave(workPrefix, owner);
    }
}
