package dev.slipway.dispatcher.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Ids;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.MutableClock;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class TurnsIT {
    @Inject
    TurnRepository repository;

    @Inject
    Ids ids;

    private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
    private final String work = "work " + UUID.randomUUID();

    @Test
    void whoHasTheTurnKeepsItUntilHeFallsSilentOrLeavesIt() {
        var first = new Turns(repository, clock, ids);
        var second = new Turns(repository, clock, ids);

        assertThat(take(first)).isTrue();
        assertThat(take(second)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(take(first)).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(take(second)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(take(second)).isTrue();
        assertThat(take(first)).isFalse();
        second.leave(work).await().indefinitely();
        assertThat(take(first)).isTrue();
        // who has lost it leaves nothing of others
        second.leave(work).await().indefinitely();
        assertThat(take(second)).isFalse();
    }

    private boolean take(Turns turns) {
        return turns.take(work, Duration.ofSeconds(3)).await().indefinitely();
    }
}
