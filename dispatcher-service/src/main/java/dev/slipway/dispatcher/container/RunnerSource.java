package dev.slipway.dispatcher.container;

import java.util.List;

/** Places of one kind; they may come and go while the service runs. */
public interface RunnerSource {
    /** One for each place that is known now. Does not block. */
    List<Runner> runners();
}
