package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far ahead a schedule is planned: at least so many runs and so long, at most so many and so far.
 *
 * @param runs at least
 * @param ahead at least
 * @param mostRuns at most
 * @param furthest at most
 * @param catchUp how old a slot may be that was never planned and still gets its run
 */
record Horizon(int runs, Duration ahead, int mostRuns, Duration furthest, Duration catchUp) {
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    /**
     * The slots to make runs for.
     *
     * @param fires not planned yet, ascending
     * @param plannedUntil up to here every slot has its run now
     * @param again when to plan the next ones
     */
    record Plan(List<Instant> fires, Instant plannedUntil, Instant again) {}

    /**
     * What is to be planned now. Slots that passed while nothing ran that could plan them are left out, but for the last
     * moments: a start after a long stop must not start everything that was missed.
     *
     * @param plannedUntil null if nothing is planned yet
     */
    Plan plan(Schedule schedule, @Nullable Instant plannedUntil, Instant now) {
        Instant start = start(plannedUntil, now);
        List<Instant> slots = slots(schedule, start.isBefore(now) ? start : now, now);
        List<Instant> fires =
                slots.stream().filter(fire -> !fire.isBefore(start)).toList();
        Instant last = slots.isEmpty() ? now : slots.getLast();
        Instant until = plannedUntil != null && plannedUntil.isAfter(last) ? plannedUntil : last;
        return new Plan(fires, until, again(slots, now));
    }

    private Instant start(@Nullable Instant plannedUntil, Instant now) {
        if (plannedUntil == null) {
            return now;
        }
        Instant oldest = now.minus(catchUp);
        return plannedUntil.isBefore(oldest) ? oldest : plannedUntil.plusNanos(1_000);
    }

    private List<Instant> slots(Schedule schedule, Instant start, Instant now) {
        List<Instant> slots = new ArrayList<>();
        Iterator<Instant> times = schedule.from(start);
        boolean isEnough = false;
        while (!isEnough && slots.size() < mostRuns && times.hasNext()) {
            Instant fire = times.next();
            if (fire.isAfter(now.plus(furthest))) {
                break;
            }
            slots.add(fire);
            isEnough = slots.size() >= runs && !fire.isBefore(now.plus(ahead));
        }
        return slots;
    }

    private Instant again(List<Instant> slots, Instant now) {
        boolean isFull = slots.size() >= mostRuns;
        boolean isEnough = slots.size() >= runs && !slots.getLast().isBefore(now.plus(ahead));
        if (isFull) {
            return slots.get(slots.size() / 2);
        } else if (!isEnough) {
            return now.plus(LOOK_AGAIN);
        }
        Instant fewer = slots.get(slots.size() - runs);
        Instant shorter = slots.getLast().minus(ahead);
        return fewer.isBefore(shorter) ? fewer : shorter;
    }
}
