package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.CreatedContainer;
import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.container.LogLine;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.container.PullPolicy;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.container.RunnerSource;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Containers of a Docker engine. */
@ApplicationScoped
class DockerContainerRunner implements ContainerRunner, RunnerSource {
    private final DockerEngine engine;
    private final DockerConfig config;
    private final Installation installation;

    DockerContainerRunner(DockerEngine engine, DockerConfig config, Installation installation) {
        this.engine = engine;
        this.config = config;
        this.installation = installation;
    }

    @Override
    public Place place() {
        return Place.DOCKER_ENGINE;
    }

    @Override
    public List<Runner> runners() {
        return List.of(this);
    }

    @Override
    public Duration keepEnded() {
        return config.keepEnded();
    }

    @Override
    public boolean needsPull(ImageRequest image) {
        return switch (image.policy()) {
            case ALWAYS, IF_POSSIBLE -> true;
            case NEVER -> false;
            case IF_NOT_PRESENT -> !isPresent(image.reference());
        };
    }

    @Override
    public void pull(ImageRequest image, RegistryLogin login) {
        try {
            new DockerPull(engine, image.reference(), login, config.pullTimeout()).run();
        } catch (ContainerRefused e) {
            if (image.policy() != PullPolicy.IF_POSSIBLE || !isPresent(image.reference())) {
                throw e;
            }
        }
    }

    @Override
    public CreatedContainer create(ContainerSpec spec) {
        try {
            String id = engine.call(
                    client -> DockerCreation.command(client, spec).exec().getId());
            join(id, spec.network().others());
            return created(id, false);
        } catch (ConflictException e) {
            return adopt(spec, e);
        } catch (NotFoundException e) {
            throw isMissingImage(e)
                    ? new ContainerRefused(
                            EndReason.IMAGE_NOT_FOUND,
                            "The image " + spec.image().reference() + " does not exist on the engine.")
                    : new ContainerRefused(EndReason.INVALID_CONFIGURATION, DockerFailures.message(e));
        } catch (DockerException e) {
            throw new ContainerRefused(EndReason.INVALID_CONFIGURATION, DockerFailures.message(e));
        }
    }

    @Override
    public void start(String containerId) {
        try {
            engine.call(client -> client.startContainerCmd(containerId).exec());
        } catch (NotModifiedException _) {
            // it runs already, which is what was wanted
        } catch (DockerException e) {
            throw startFailed(DockerFailures.message(e));
        } catch (InfrastructureUnavailable e) {
            if (e.getCause() instanceof DockerException cause) {
                throw startFailed(DockerFailures.message(cause));
            }
            throw e;
        }
    }

    @Override
    public Observation inspect(String containerId) {
        try {
            return DockerObservation.of(engine.call(
                    client -> client.inspectContainerCmd(containerId).exec()));
        } catch (NotFoundException e) {
            return new Observation.Gone();
        }
    }

    @Override
    public List<ListedContainer> list() {
        var ours = Map.of(Labels.INSTALLATION, installation.name());
        List<Container> containers = engine.call(client -> client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(ours)
                .exec());
        return containers.stream().flatMap(DockerContainerRunner::listed).toList();
    }

    @Override
    public void stop(String containerId, Duration grace) {
        try {
            engine.call(client -> client.stopContainerCmd(containerId)
                    .withTimeout((int) grace.toSeconds())
                    .exec());
        } catch (NotModifiedException | NotFoundException e) {
            // it has ended already, which is what was wanted
        }
    }

    @Override
    public void remove(String containerId) {
        try {
            engine.call(client -> client.removeContainerCmd(containerId)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (NotFoundException | ConflictException e) {
            // gone, or somebody else is removing it
        }
    }

    @Override
    public List<LogLine> logTail(String containerId, int lines) {
        return new DockerLogTail(engine, containerId, lines).read();
    }

    @Override
    public AutoCloseable watch(Consumer<AttemptKey> changed, Runnable lost) {
        return DockerEvents.open(engine, installation.name(), changed, lost);
    }

    private boolean isPresent(String reference) {
        try {
            engine.call(client -> client.inspectImageCmd(reference).exec());
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void join(String containerId, List<String> networks) {
        for (String network : networks) {
            engine.call(client -> client.connectToNetworkCmd()
                    .withContainerId(containerId)
                    .withNetworkId(network)
                    .exec());
        }
    }

    /** The name is taken: by this very claim, or by something that must not be touched. */
    private CreatedContainer adopt(ContainerSpec spec, ConflictException conflict) {
        InspectContainerResponse existing;
        try {
            existing = engine.call(
                    client -> client.inspectContainerCmd(spec.name()).exec());
        } catch (NotFoundException e) {
            throw new InfrastructureUnavailable("a container of that name was being removed", conflict);
        }
        Map<String, String> labels =
                Optional.ofNullable(existing.getConfig().getLabels()).orElse(Map.of());
        if (!Labels.sameClaim(spec.labels(), labels)) {
            throw new ContainerRefused(
                    EndReason.START_FAILED,
                    "The container name " + spec.name() + " is taken by a container that is not this attempt's.");
        }
        return created(existing.getId(), true);
    }

    private CreatedContainer created(String id, boolean adopted) {
        return new CreatedContainer(id, engine.baseUrl() + ":" + id, adopted);
    }

    private static ContainerRefused startFailed(String words) {
        return new ContainerRefused(EndReason.START_FAILED, "The container could not be started: " + words);
    }

    private static boolean isMissingImage(NotFoundException refusal) {
        return DockerFailures.message(refusal).toLowerCase(Locale.ROOT).contains("no such image");
    }

    private static Stream<ListedContainer> listed(Container container) {
        Map<String, String> labels = Optional.ofNullable(container.getLabels()).orElse(Map.of());
        return Labels.attempt(labels).stream()
                .map(key -> new ListedContainer(
                        container.getId(),
                        key,
                        "running".equals(container.getState()),
                        Instant.ofEpochSecond(container.getCreated())));
    }
}
