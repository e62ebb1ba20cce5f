package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the engine's stream of events open and turns each event into a mark. */
@ApplicationScoped
class ContainerWatcher {
    private static final Logger LOG = Logger.getLogger(ContainerWatcher.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ContainerRunner runner;
    private final Marks marks;
    private final RepeatingThread thread;
    private volatile @Nullable AutoCloseable stream;
    private volatile boolean connected;

    ContainerWatcher(ContainerRunner runner, Marks marks) {
        this.runner = runner;
        this.marks = marks;
        this.thread = new RepeatingThread("container-watcher", new Signal(), RETRY, this::connect);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.stop();
        close();
    }

    private void connect() {
        if (connected) {
            return;
        }
        // said first, so that a loss during the call is not overwritten
        connected = true;
        try {
            stream = runner.watch(marks::mark, this::lost);
            // what happened before the stream was open is found by comparing
            marks.listAgain();
        } catch (RuntimeException e) {
            connected = false;
            throw e;
        }
    }

    /** The next try comes with the thread's next round: an engine that is down is not asked without pause. */
    private void lost() {
        connected = false;
    }

    private void close() {
        AutoCloseable open = stream;
        if (open != null) {
            stream = null;
            connected = false;
            try {
                open.close();
            } catch (Exception e) {
                LOG.debug("the stream of events did not close well", e);
            }
        }
    }
}
