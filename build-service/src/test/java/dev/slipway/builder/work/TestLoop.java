package dev.slipway.builder.work;

import dev.slipway.builder.build.BuildLog;
import dev.slipway.builder.build.Builds;
import dev.slipway.contracts.Ids;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A replica of the service's loop, beside the service's own, which claims nothing while tests run. */
final class TestLoop implements AutoCloseable {
    private final BuildLoop loop;

    private TestLoop(BuildLoop loop) {
        this.loop = loop;
    }

    static TestLoop start() {
        Builds builds = bean(Builds.class);
        Clock clock = bean(Clock.class);
        var config = new Quick();
        var running = new RunningBuilds(builds, bean(BuildLog.class), bean(Stages.class), config, clock);
        var loop = new BuildLoop(builds, running, config, Ids.timeOrdered(clock));
        loop.start(new StartupEvent());
        return new TestLoop(loop);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @Override
    public void close() {
        try {
            loop.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks often, so that tests need not wait. */
    static final class Quick implements WorkConfig {
        @Override
        public int parallel() {
            return 2;
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofMillis(300);
        }

        @Override
        public Duration pollEvery() {
            return Duration.ofMillis(100);
        }

        @Override
        public int maxAttempts() {
            return 5;
        }

        @Override
        public Optional<String> directory() {
            return Optional.empty();
        }
    }
}
