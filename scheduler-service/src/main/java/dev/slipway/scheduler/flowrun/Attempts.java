package dev.slipway.scheduler.flowrun;

/**
 * The dispatches of a run.
 *
 * @param number how many there were, counting those after the first that a worker claimed; 0 for a run that nobody dispatched
 * @param dispatched the run needs the process of the newest one: it was claimed for the dispatcher and has not let it go since
 * @param retries how many replaced one whose infrastructure failed
 * @param interrupted how many of those had entered Running, which is no failure of the flow
 */
public record Attempts(int number, boolean dispatched, int retries, int interrupted) {
    /** Never dispatched. */
    public static final Attempts NONE = new Attempts(0, false, 0, 0);

    /** One more, claimed for the dispatcher. */
    Attempts next() {
        return new Attempts(number + 1, true, retries, interrupted);
    }

    /** One more, claimed by a worker. */
    Attempts takenOver() {
        return new Attempts(number + 1, false, retries, interrupted);
    }

    /** The run does not need the newest one's process any more. */
    public Attempts released() {
        return new Attempts(number, false, retries, interrupted);
    }

    /** The newest one's infrastructure failed, and another one will follow. */
    public Attempts failed(boolean hadEnteredRunning) {
        return new Attempts(number, false, retries + 1, interrupted + (hadEnteredRunning ? 1 : 0));
    }
}
