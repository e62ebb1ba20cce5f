package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Instant;

/** What is to be done about an attempt. */
sealed interface Verdict {
    /** Nothing: all is as it should be. */
    record Leave() implements Verdict {}

    /** Start the container: who created it died before he could. */
    record Start() implements Verdict {}

    /** Tell the others that it runs. */
    record Began(Instant startedAt) implements Verdict {}

    /** Stop the container. */
    record Stop(StopReason reason) implements Verdict {}

    /** Remove what waits in vain, and tell the others why. */
    record GiveUp(Ending ending) implements Verdict {}

    /** Tell the others how it ended. */
    record End(Ending ending) implements Verdict {}

    /** Tell the others that nobody knows how it ended. */
    record Lose(String message) implements Verdict {}
}
