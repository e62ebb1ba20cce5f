package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.Ids;
import dev.slipway.dispatcher.dispatch.Leases;
import io.quarkus.arc.Arc;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Loops that launch beside the service's own, as replicas have them. */
public final class MoreLoops implements AutoCloseable {
    private final List<LaunchLoop> loops;

    private MoreLoops(List<LaunchLoop> loops) {
        this.loops = loops;
    }

    /** Starts so many. */
    public static MoreLoops start(int count) {
        List<LaunchLoop> loops = Stream.generate(() -> new LaunchLoop(
                        bean(Leases.class),
                        bean(Launcher.class),
                        bean(LaunchConfig.class),
                        bean(Clock.class),
                        bean(Ids.class)))
                .limit(count)
                .toList();
        loops.forEach(LaunchLoop::start);
        return new MoreLoops(loops);
    }

    /** Makes all of them look at once. */
    public void wake() {
        loops.forEach(LaunchLoop::wake);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @Override
    public void close() {
        try {
            for (LaunchLoop loop : loops) {
                loop.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
