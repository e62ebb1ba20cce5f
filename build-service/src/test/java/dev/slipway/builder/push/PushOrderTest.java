package dev.slipway.builder.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.push.PushOrder.Place;
import dev.slipway.builder.push.PushOrder.Step;
import org.junit.jupiter.api.Test;

class PushOrderTest {
    @Test
    void firstPushIsGenerationOne() {
        assertThat(PushOrder.place(null, 0, new Step("0", "a"))).isEqualTo(new Place(1, false));
    }

    @Test
    void successorOfTheNewestIsNext() {
        assertThat(PushOrder.place(new Step("0", "a"), 1, new Step("a", "b"))).isEqualTo(new Place(2, false));
    }

    @Test
    void predecessorThatComesAfterItsSuccessorIsLate() {
        assertThat(PushOrder.place(new Step("a", "b"), 1, new Step("0", "a")).late())
                .isTrue();
    }

    @Test
    void forcePushBackToTheOldCommitIsNewer() {
        assertThat(PushOrder.place(new Step("a", "b"), 7, new Step("b", "a"))).isEqualTo(new Place(8, false));
    }

    @Test
    void unrelatedPushIsNext() {
        assertThat(PushOrder.place(new Step("a", "b"), 3, new Step("x", "y"))).isEqualTo(new Place(4, false));
    }
}
