package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The engine's stream of events about our containers. */
final class DockerEvents extends ResultCallback.Adapter<Event> {
    private static final int SECONDS_TO_START = 3;

    private final Consumer<AttemptKey> changed;
    private final Runnable lost;

    private DockerEvents(Consumer<AttemptKey> changed, Runnable lost) {
        this.changed = changed;
        this.lost = lost;
    }

    /** Returns when the engine has begun to answer, so that nothing that happens from then on is missed. */
    static AutoCloseable open(DockerEngine engine, String installation, Consumer<AttemptKey> changed, Runnable lost) {
        DockerEvents events = engine.stream(client -> client.eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withLabelFilter(Map.of(Labels.INSTALLATION, installation))
                .exec(new DockerEvents(changed, lost)));
        try {
            if (!events.awaitStarted(SECONDS_TO_START, TimeUnit.SECONDS)) {
                events.close();
                throw new InfrastructureUnavailable("the Docker engine does not tell of its events", null);
            }
            return events;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted while waiting for events", e);
        } catch (IOException e) {
            throw new InfrastructureUnavailable("the Docker engine does not answer", e);
        }
    }

    @Override
    public void onNext(Event event) {
        if (event.getActor() != null && event.getActor().getAttributes() != null) {
            Labels.attempt(event.getActor().getAttributes()).ifPresent(changed);
        }
    }

    @Override
    public void onError(Throwable failure) {
        super.onError(failure);
        lost.run();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        lost.run();
    }
}
