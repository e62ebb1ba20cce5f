package dev.slipway.dispatcher.container;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.dispatch.Ending;
import java.util.Map;

/** What the exit code of a process that nobody stopped on purpose says. Pure. */
public final class ExitCodes {
    /** Signals that come from outside, by the exit code that shells and engines make of them. */
    private static final Map<Integer, String> OUTSIDE =
            Map.of(129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 137, "SIGKILL", 143, "SIGTERM");

    /** Signals that a process brings upon itself. */
    private static final Map<Integer, String> INSIDE =
            Map.of(132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", 139, "SIGSEGV");

    /** What shells and the container's init process say when there is no such program, or it may not be executed. */
    private static final Map<Integer, String> NOT_STARTED =
            Map.of(126, "it may not be executed", 127, "there is no such program");

    private ExitCodes() {}

    /** @param words of the engine or cluster about it, empty if there are none */
    public static Ending explain(int code, String words) {
        if (code == 0) {
            return new Ending(EndReason.COMPLETED, 0, "The process ended with exit code 0.");
        }
        String more = words.isBlank() ? "" : " " + words.strip();
        if (NOT_STARTED.containsKey(code)) {
            return new Ending(
                    EndReason.START_FAILED,
                    code,
                    "The command could not be started: " + NOT_STARTED.get(code) + " (exit code " + code + ")." + more);
        }
        if (OUTSIDE.containsKey(code)) {
            return new Ending(
                    EndReason.KILLED,
                    code,
                    "The process was killed from outside with " + OUTSIDE.get(code) + " (exit code " + code + ")."
                            + more);
        }
        String signal = INSIDE.containsKey(code) ? " (" + INSIDE.get(code) + ")" : "";
        return new Ending(EndReason.EXITED, code, "The process ended with exit code " + code + signal + "." + more);
    }

    /** The kernel killed it; {@code remedy} says which limit to raise and where. */
    public static Ending outOfMemory(int code, String remedy) {
        return new Ending(
                EndReason.OUT_OF_MEMORY,
                code,
                "The container needed more memory than it may have and was killed (exit code " + code + "). " + remedy);
    }
}
