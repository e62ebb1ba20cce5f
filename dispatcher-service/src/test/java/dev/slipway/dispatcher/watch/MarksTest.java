package dev.slipway.dispatcher.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final AttemptKey FIRST = key(1);
    private static final AttemptKey SECOND = key(2);

    private final Marks marks = new Marks();

    @Test
    void comeInTheirOrderAndOnceEach() {
        marks.mark(FIRST);
        marks.mark(SECOND);
        marks.mark(FIRST);

        assertThat(marks.next()).contains(FIRST);
        assertThat(marks.next()).contains(SECOND);
        assertThat(marks.next()).isEmpty();
    }

    @Test
    void anAttemptIsGivenToOneLookAtATime() {
        marks.mark(FIRST);
        marks.next();

        marks.mark(FIRST);

        assertThat(marks.next()).isEmpty();
    }

    @Test
    void whatIsMarkedDuringALookIsLookedAtOnceMore() {
        marks.mark(FIRST);
        marks.next();
        marks.mark(FIRST);
        marks.mark(FIRST);

        marks.done(FIRST);

        assertThat(marks.next()).contains(FIRST);
        marks.done(FIRST);
        assertThat(marks.next()).isEmpty();
    }

    @Test
    void aRecordedStopIsToldOnce() {
        assertThat(marks.takeRecorded()).isFalse();

        marks.wake();

        assertThat(marks.takeRecorded()).isTrue();
        assertThat(marks.takeRecorded()).isFalse();
    }

    private static AttemptKey key(int number) {
        return new AttemptKey("default", new UUID(0, number), 1);
    }
}
