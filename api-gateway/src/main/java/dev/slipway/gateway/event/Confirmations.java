package dev.slipway.gateway.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pings of a socket may be answered: a client takes a pong for "everything before it is safe", so a ping waits until every
 * event that was received before it is.
 *
 * @param <P> what a ping carries
 */
final class Confirmations<P> {
    private final Deque<Entry<P>> unsettled = new ArrayDeque<>();
    private int outstanding;

    /** An event came; the ticket says later that it is safe. */
    Ticket received() {
        var ticket = new Ticket();
        unsettled.add(new Entry<>(ticket, null));
        outstanding++;
        return ticket;
    }

    /** A ping came. Returns the pings to answer now. */
    List<P> pinged(P ping) {
        unsettled.add(new Entry<>(null, ping));
        return settled();
    }

    /** An event is safe. Returns the pings to answer now, in their order. */
    List<P> confirmed(Ticket ticket) {
        if (!ticket.safe) {
            ticket.safe = true;
            outstanding--;
        }
        return settled();
    }

    /** Events that are not safe yet. */
    int outstanding() {
        return outstanding;
    }

    private List<P> settled() {
        var answers = new ArrayList<P>();
        for (Entry<P> next = unsettled.peek(); next != null && next.isSettled(); next = unsettled.peek()) {
            unsettled.remove();
            if (next.ping != null) {
                answers.add(next.ping);
            }
        }
        return answers;
    }

    /** Stands for one event. */
    static final class Ticket {
        private boolean safe;
    }

    private record Entry<P>(
            @Nullable Ticket event, @Nullable P ping) {
        boolean isSettled() {
            return event == null || event.safe;
        }
    }
}
