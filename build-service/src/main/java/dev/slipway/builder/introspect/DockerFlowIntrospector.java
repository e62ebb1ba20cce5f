package dev.slipway.builder.introspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.slipway.builder.image.ContextTar;
import dev.slipway.builder.image.DockerEngine;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.manifest.Manifest.FlowFacts;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Imports in a short-lived container: no network, no capabilities, little memory, and nothing to write to but {@code /tmp}. */
@ApplicationScoped
class DockerFlowIntrospector implements FlowIntrospector {
    private static final Logger LOG = Logger.getLogger(DockerFlowIntrospector.class);
    private static final String SCRIPT = script();
    private static final String CODE = "/opt/slipway/code";

    private final DockerEngine engine;
    private final IntrospectConfig config;
    private final Ids ids;

    DockerFlowIntrospector(DockerEngine engine, IntrospectConfig config, Ids ids) {
        this.engine = engine;
        this.config = config;
        this.ids = ids;
    }

    @Override
    public String defaultImage() {
        return config.defaultImage();
    }

    @Override
    public Map<String, FlowFacts> introspect(Surroundings surroundings, List<Entrypoint> entrypoints) {
        DockerClient client = engine.client();
        String marker = "slipway-" + ids.next() + " ";
        try {
            pullIfMissing(client, surroundings);
            String container =
                    create(client, surroundings, entrypoints, marker).exec().getId();
            try {
                return IntrospectionAnswers.read(entrypoints, marker, run(client, container, surroundings));
            } finally {
                remove(client, container);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntrospectionFailed("The import was interrupted.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DockerException e) {
            throw failure(surroundings, e);
        }
    }

    private static IntrospectionFailed failure(Surroundings surroundings, DockerException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("executable file not found")) {
            return new IntrospectionFailed("The image " + surroundings.image() + " has no python.", e);
        }
        return new IntrospectionFailed("The image " + surroundings.image() + " could not be started: " + message, e);
    }

    private void pullIfMissing(DockerClient client, Surroundings surroundings) throws InterruptedException {
        try {
            client.inspectImageCmd(surroundings.image()).exec();
        } catch (NotFoundException missing) {
            var pull = client.pullImageCmd(surroundings.image());
            RegistryLogin login = surroundings.login();
            if (login != null) {
                pull.withAuthConfig(auth(login));
            }
            try {
                if (!pull.start().awaitCompletion(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IntrospectionFailed("Pulling " + surroundings.image() + " took too long.");
                }
            } catch (DockerException e) {
                throw new IntrospectionFailed(
                        "The image " + surroundings.image() + " of work_pool.job_variables can't be pulled: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private static AuthConfig auth(RegistryLogin login) {
        return new AuthConfig()
                .withRegistryAddress(login.host())
                .withUsername(login.username())
                .withPassword(login.password());
    }

    private CreateContainerCmd create(
            DockerClient client, Surroundings surroundings, List<Entrypoint> entrypoints, String marker) {
        boolean withCheckout = surroundings.checkout() != null;
        CreateContainerCmd command = client.createContainerCmd(surroundings.image())
                .withEntrypoint("python", "-c", SCRIPT)
                .withCmd(List.of())
                .withEnv(environment(entrypoints, marker, withCheckout))
                .withLabels(Map.of("dev.slipway.role", "introspect"))
                .withHostConfig(limits().withReadonlyRootfs(!withCheckout));
        return withCheckout ? command.withWorkingDir(CODE) : command;
    }

    /** Prefect must neither look for a server nor start one. */
    private static List<String> environment(List<Entrypoint> entrypoints, String marker, boolean withCheckout) {
        return List.of(
                "SLIPWAY_MARKER=" + marker,
                "SLIPWAY_ENTRYPOINTS=" + json(entrypoints, withCheckout),
                "HOME=/tmp",
                "PYTHONDONTWRITEBYTECODE=1",
                "PREFECT_HOME=/tmp/prefect",
                "PREFECT_API_URL=",
                "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE=false",
                "PREFECT_LOGGING_TO_API_ENABLED=false",
                "DO_NOT_TRACK=1");
    }

    private static String json(List<Entrypoint> entrypoints, boolean withCheckout) {
        List<Entrypoint> asked = withCheckout
                ? entrypoints.stream()
                        .map(one -> new Entrypoint(one.key(), one.entrypoint(), CODE))
                        .toList()
                : entrypoints;
        try {
            return Json.MAPPER.writeValueAsString(asked);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostConfig limits() {
        return HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withMemory(config.memory().asLongValue())
                .withMemorySwap(config.memory().asLongValue())
                .withPidsLimit(config.pids())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withTmpFs(Map.of("/tmp", "rw,size=256m"));
    }

    private String run(DockerClient client, String container, Surroundings surroundings)
            throws IOException, InterruptedException {
        Path checkout = surroundings.checkout();
        if (checkout != null) {
            copy(client, container, checkout);
        }
        client.startContainerCmd(container).exec();
        try (var output = client.logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new DockerOutput())) {
            if (!output.awaitCompletion(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IntrospectionFailed("Importing the entrypoints took longer than "
                        + config.timeout().toSeconds()
                        + " s. Code outside of flows and tasks runs at import: it must not wait.");
            }
            var state = client.inspectContainerCmd(container).exec().getState();
            if (Objects.equals(state.getOOMKilled(), true)) {
                throw new IntrospectionFailed("Importing the entrypoints needs more than "
                        + config.memory().asLongValue() / (1024 * 1024) + " MiB of memory.");
            }
            return output.text();
        }
    }

    private static void copy(DockerClient client, String container, Path checkout) throws IOException {
        Path root = Files.createTempDirectory("slipway-code");
        Path tar = root.resolve("code.tar");
        try {
            ContextTar.ofAll(checkout, CODE.substring(1)).write(tar, Map.of());
            try (InputStream stream = Files.newInputStream(tar)) {
                client.copyArchiveToContainerCmd(container)
                        .withRemotePath("/")
                        .withTarInputStream(stream)
                        .exec();
            }
        } finally {
            Files.deleteIfExists(tar);
            Files.deleteIfExists(root);
        }
    }

    private static void remove(DockerClient client, String container) {
        try {
            client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (RuntimeException e) {
            LOG.warnf("the container %s could not be removed: %s", container, e.getMessage());
        }
    }

    private static String script() {
        try (InputStream stream = DockerFlowIntrospector.class.getResourceAsStream("/introspect/introspect.py")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
