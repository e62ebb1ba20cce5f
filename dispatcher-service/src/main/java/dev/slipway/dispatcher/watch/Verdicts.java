package dev.slipway.dispatcher.watch;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.Ending;
import dev.slipway.dispatcher.dispatch.StopOrder;
import dev.slipway.dispatcher.dispatch.StopReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decision about a watched attempt, from what is recorded and what the engine says. Pure. */
final class Verdicts {
    /** Signals that come from outside, by the exit code that shells and engines make of them. */
    private static final Map<Integer, String> OUTSIDE =
            Map.of(129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 137, "SIGKILL", 143, "SIGTERM");

    /** Signals that a process brings upon itself. */
    private static final Map<Integer, String> INSIDE =
            Map.of(132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", 139, "SIGSEGV");

    /** What shells and the container's init process say when there is no such program, or it may not be executed. */
    private static final Map<Integer, String> NOT_STARTED =
            Map.of(126, "it may not be executed", 127, "there is no such program");

    private Verdicts() {}

    /**
     * @param state CREATED or RUNNING
     * @param seenAlive this replica saw the container run, so that somebody must have removed it if it is gone
     */
    static Verdict of(DispatchState state, @Nullable StopOrder stop, Observation seen, boolean seenAlive, Instant now) {
        return switch (seen) {
            case Observation.Gone gone -> gone(stop, seenAlive);
            case Observation.NotStarted notStarted -> notStarted(state, stop);
            case Observation.Waiting waiting -> waiting(stop, waiting, now);
            case Observation.Running running ->
                state == DispatchState.CREATED ? new Verdict.Began(running.startedAt()) : running(stop, now);
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
    private static Verdict waiting(@Nullable StopOrder stop, Observation.Waiting waiting, Instant now) {
        if (stop != null) {
            return new Verdict.Stop(stop.reason());
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

    private static Verdict running(@Nullable StopOrder stop, Instant now) {
        return stop == null || now.isBefore(stop.notBefore()) ? new Verdict.Leave() : new Verdict.Stop(stop.reason());
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
        int code = exited.code();
        if (code == 0) {
            return end(EndReason.COMPLETED, 0, "The process ended with exit code 0.");
        }
        if (exited.oomKilled()) {
            return end(
                    EndReason.OUT_OF_MEMORY,
                    code,
                    "The container needed more memory than it may have and was killed (exit code " + code
                            + "). Raise mem_limit in the pool or the job variables.");
        }
        if (NOT_STARTED.containsKey(code)) {
            return end(
                    EndReason.START_FAILED,
                    code,
                    "The command could not be started: " + NOT_STARTED.get(code) + " (exit code " + code + ").");
        }
        if (OUTSIDE.containsKey(code)) {
            return end(
                    EndReason.KILLED,
                    code,
                    "The process was killed from outside with " + OUTSIDE.get(code) + " (exit code " + code + ").");
        }
        String signal = INSIDE.containsKey(code) ? " (" + INSIDE.get(code) + ")" : "";
        String words = exited.error().isEmpty() ? "" : " The engine says: " + exited.error();
        return end(EndReason.EXITED, code, "The process ended with exit code " + code + signal + "." + words);
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
