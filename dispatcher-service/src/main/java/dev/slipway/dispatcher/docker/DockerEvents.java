package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.util.Map;
import java.util.function.Consumer;

/** The engine's stream of events about our containers. */
final class DockerEvents extends ResultCallback.Adapter<Event> {
    private final Consumer<AttemptKey> changed;
    private final Runnable lost;

    private DockerEvents(Consumer<AttemptKey> changed, Runnable lost) {
        this.changed = changed;
        this.lost = lost;
    }

    static AutoCloseable open(DockerEngine engine, String installation, Consumer<AttemptKey> changed, Runnable lost) {
        return engine.stream(client -> client.eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withLabelFilter(Map.of(Labels.INSTALLATION, installation))
                .exec(new DockerEvents(changed, lost)));
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
