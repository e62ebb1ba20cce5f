package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    private final Confirmations<String> confirmations = new Confirmations<>();

    @Test
    void aPingBeforeAnyEventIsAnsweredAtOnce() {
        assertThat(confirmations.pinged("a")).containsExactly("a");
    }

    @Test
    void aPingWaitsForEveryEventBeforeIt() {
        var first = confirmations.received();
        var second = confirmations.received();

        assertThat(confirmations.pinged("a")).isEmpty();
        assertThat(confirmations.confirmed(second)).isEmpty();
        assertThat(confirmations.confirmed(first)).containsExactly("a");
    }

    @Test
    void aPingDoesNotWaitForEventsAfterIt() {
        var before = confirmations.received();
        assertThat(confirmations.pinged("a")).isEmpty();
        var after = confirmations.received();
        assertThat(confirmations.pinged("b")).isEmpty();

        assertThat(confirmations.confirmed(before)).containsExactly("a");
        assertThat(confirmations.confirmed(after)).containsExactly("b");
    }

    @Test
    void waitingPingsAreAnsweredInTheirOrder() {
        var event = confirmations.received();
        assertThat(confirmations.pinged("a")).isEmpty();
        assertThat(confirmations.pinged("b")).isEmpty();

        assertThat(confirmations.confirmed(event)).containsExactly("a", "b");
    }

    @Test
    void anEventIsOutstandingUntilItIsSafe() {
        var event = confirmations.received();
        assertThat(confirmations.outstanding()).isEqualTo(1);

        confirmations.confirmed(event);
        confirmations.confirmed(event);

        assertThat(confirmations.outstanding()).isZero();
    }
}
