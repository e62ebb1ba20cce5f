package dev.slipway.dispatcher.watch;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ExitCodes;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.StopOrder;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The decision about a watched attempt, from what is recorded and what the engine says. Pure. */
final class Verdicts {
    private Verdicts() {}

    /**
     * @param state CREATED or RUNNING
     * @param resendAfter the time that a stop may take before it is ordered again
     * @param seenAlive this replica saw the container run, so that somebody must have removed it if it is gone
     */
    static Verdict of(
            DispatchState state,
            @Nullable StopOrder stop,
            Observation seen,
            boolean seenAlive,
            Instant now,
            Duration resendAfter) {
        return switch (seen) {
            case Observation.Gone gone -> gone(stop, seenAlive);
            case Observation.NotStarted notStarted -> notStarted(state, stop);
            case Observation.Waiting waiting -> waiting(stop, waiting, now, resendAfter);
            case Observation.Running running ->
                state == DispatchState.CREATED
                        ? new Verdict.Began(running.startedAt())
                        : running(stop, now, resendAfter);
            case Observation.Exited exited -> exited(state, stop, exited);
            case Observation.Ended ended -> ended(state, stop, ended);
        };
    }

    private static Verdict gone(@Nullable StopOrder stop, boolean seenAlive) {
        if (wasStopped(stop)) {
            return stopped(stop, null);
        }
        return seenAlive
                ? end(EndReason.REMOVED, null, "The container was removed while it was running.")
                : new Verdict.Lose("The container is not on the engine any more and nobody saw it end.");
    }

    private static Verdict notStarted(DispatchState state, @Nullable StopOrder stop) {
        if (stop != null) {
            return end(
                    EndReason.CANCELLED, null, "Not started: " + stop.reason().words() + ".");
        }
        return state == DispatchState.CREATED ? new Verdict.Start() : new Verdict.Leave();
    }

    /** Nothing runs that could end by itself, so a stop is not put off. */
    private static Verdict waiting(
            @Nullable StopOrder stop, Observation.Waiting waiting, Instant now, Duration resendAfter) {
        if (stop != null) {
            return stop(stop, now, resendAfter);
        }
        return waiting.givenUpAt() == null || now.isBefore(waiting.givenUpAt())
                ? new Verdict.Leave()
                : new Verdict.GiveUp(Ending.without(waiting.reason(), waiting.message()));
    }

    private static Verdict ended(DispatchState state, @Nullable StopOrder stop, Observation.Ended ended) {
        if (state == DispatchState.CREATED && ended.startedAt() != null) {
            return new Verdict.Began(ended.startedAt());
        }
        return wasStopped(stop) ? stopped(stop, ended.ending().exitCode()) : new Verdict.End(ended.ending());
    }

    private static Verdict running(@Nullable StopOrder stop, Instant now, Duration resendAfter) {
        return stop == null || now.isBefore(stop.notBefore()) ? new Verdict.Leave() : stop(stop, now, resendAfter);
    }

    /** Once is enough, unless nothing comes of it. */
    private static Verdict stop(StopOrder stop, Instant now, Duration resendAfter) {
        boolean underWay = stop.sentAt() != null && now.isBefore(stop.sentAt().plus(resendAfter));
        return underWay ? new Verdict.Leave() : new Verdict.Stop(stop.reason());
    }

    private static Verdict exited(DispatchState state, @Nullable StopOrder stop, Observation.Exited exited) {
        if (exited.startedAt() == null) {
            return end(EndReason.START_FAILED, null, "The container could not be started: " + exited.error());
        }
        if (state == DispatchState.CREATED) {
            return new Verdict.Began(exited.startedAt());
        }
        return wasStopped(stop) ? stopped(stop, exited.code()) : byItself(exited);
    }

    private static Verdict byItself(Observation.Exited exited) {
        if (exited.oomKilled() && exited.code() != 0) {
            return new Verdict.End(
                    ExitCodes.outOfMemory(exited.code(), "Raise mem_limit in the pool or the job variables."));
        }
        String words = exited.error().isEmpty() ? "" : "The engine says: " + exited.error();
        return new Verdict.End(ExitCodes.explain(exited.code(), words));
    }

    /** A cancelled run's container that ends by itself ended because of that; other orders count once they were carried out. */
    private static boolean wasStopped(@Nullable StopOrder stop) {
        return stop != null && (stop.sentAt() != null || stop.reason() == StopReason.CANCELLED);
    }

    private static Verdict stopped(@Nullable StopOrder stop, @Nullable Integer code) {
        String why = stop == null ? "" : ": " + stop.reason().words();
        return end(EndReason.CANCELLED, code, "The container was stopped" + why + ".");
    }

    private static Verdict end(EndReason reason, @Nullable Integer code, String message) {
        return new Verdict.End(new Ending(reason, code, message));
    }
}
