package dev.slipway.local.serverbench;

import static java.util.Objects.requireNonNull;

import dev.slipway.local.clusterbench.ProcessorTimes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Measures loads on one server, and what they cost its parts. */
final class Meter {
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final BenchServer server;
    private final ClosedLoop loop;
    private final Duration each;

    Meter(BenchServer server, ClosedLoop loop, Duration each) {
        this.server = server;
        this.loop = loop;
        this.each = each;
    }

    Duration each() {
        return each;
    }

    ClosedLoop loop() {
        return loop;
    }

    /** @param units that one call is worth */
    Measured rate(Calls calls, int units) {
        var before = new AtomicReference<>(times());
        Rate rate = loop.run(WARM_UP, each, calls, () -> before.set(times()));
        String costs = times().since(requireNonNull(before.get()), Math.max(rate.done() * units, 1));
        String failures = rate.failed() == 0 ? "" : "; %d FAILED, as %s".formatted(rate.failed(), rate.example());
        return new Measured(
                rate.perSecond() * units,
                "load %s; generator %.0f %% of a processor; milliseconds of processor for each: %s%s"
                        .formatted(Machine.load(), rate.generatorShare(), costs, failures));
    }

    ProcessorTimes times() {
        return ProcessorTimes.of(server.parts());
    }
}
