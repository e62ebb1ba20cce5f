package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testkit.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallWindowTest {
    private final MutableClock clock = MutableClock.at("2026-11-01T10:00:00Z");
    private final CallWindow window = new CallWindow(4, clock);

    @Test
    void aServerThatHasNotAnsweredHoldsFewCalls() throws Exception {
        assertThat(window.enter()).isTrue();
        assertThat(window.enter()).isTrue();

        clock.advance(Duration.ofMillis(301));
        assertThat(window.enter()).isFalse();
    }

    @Test
    void eachAnswerLetsOneMoreInUpToTheMost() throws Exception {
        for (int i = 0; i < 9; i++) {
            window.answered();
        }

        for (int i = 0; i < 4; i++) {
            assertThat(window.enter()).isTrue();
        }
        clock.advance(Duration.ofMillis(301));
        assertThat(window.enter()).isFalse();
    }

    @Test
    void aServerThatFallsSilentIsLeftToThoseWhoWaitAlready() throws Exception {
        window.answered();
        window.answered();
        window.enter();
        window.enter();

        clock.advance(Duration.ofMillis(301));
        assertThat(window.enter()).isFalse();
        window.answered();
        assertThat(window.enter()).isTrue();
    }

    @Test
    void whoComesWhileAServerAnswersWaitsForAPlace() throws Exception {
        window.enter();
        window.enter();
        var third = CompletableFuture.supplyAsync(this::entered);

        window.answered();

        await().untilAsserted(() -> assertThat(third).isCompletedWithValue(true));
    }

    @Test
    void whoWaitsIsTurnedAwayWhenNoAnswerComes() throws Exception {
        var real = new CallWindow(4, Clock.systemUTC());
        real.enter();
        real.enter();

        assertThat(real.enter()).isFalse();
    }

    @Test
    void afterACallWithoutAnAnswerFewAreLetIn() throws Exception {
        window.answered();
        window.answered();
        window.enter();
        window.leaveUnanswered();

        window.enter();
        window.enter();
        clock.advance(Duration.ofMillis(301));
        assertThat(window.enter()).isFalse();
        window.leaveUnanswered();
        assertThat(window.enter()).isTrue();
    }

    @Test
    void aSlowServerIsNotTakenForASilentOne() throws Exception {
        window.enter();
        window.enter();
        clock.advance(Duration.ofSeconds(1));
        window.answered();
        window.leave(Duration.ofSeconds(1));

        clock.advance(Duration.ofSeconds(2));
        assertThat(window.enter()).isTrue();
        assertThat(window.enter()).isTrue();
        clock.advance(Duration.ofMillis(1001));
        assertThat(window.enter()).isFalse();
    }

    private boolean entered() {
        try {
            return window.enter();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
