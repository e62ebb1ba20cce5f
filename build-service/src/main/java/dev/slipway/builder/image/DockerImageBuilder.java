package dev.slipway.builder.image;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfigurations;
import dev.slipway.builder.manifest.ImageStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Builds with the engine's classic builder, from a context that we pack ourselves. */
@ApplicationScoped
class DockerImageBuilder implements ImageBuilder {
    private static final Logger LOG = Logger.getLogger(DockerImageBuilder.class);

    private final DockerEngine engine;
    private final DockerBaseImages bases;
    private final RegistryDigests digests;
    private final ImageConfig config;

    DockerImageBuilder(DockerEngine engine, DockerBaseImages bases, RegistryDigests digests, ImageConfig config) {
        this.engine = engine;
        this.bases = bases;
        this.digests = digests;
        this.config = config;
    }

    @Override
    public PackedContext pack(Context context, ImageStep image) {
        PackedContext packed = PackedContext.of(
                context, image, config.autoBase(), config.maxContext().asLongValue());
        RunOptions.refusal(packed.dockerfile().text()).ifPresent(why -> {
            packed.close();
            throw new ImageFailed(why);
        });
        return packed;
    }

    @Override
    public Optional<String> key(PackedContext packed, Map<String, RegistryLogin> logins, Consumer<String> log) {
        ImageStep image = packed.image();
        if (image.noCache()) {
            return Optional.empty();
        }
        return FromImages.of(packed.dockerfile().text(), image.buildArguments())
                .flatMap(names -> bases.ids(names, image.pull(), logins, log))
                .map(ids -> key(packed, ids));
    }

    @Override
    public List<ParentImage> bases(PackedContext packed) {
        return bases.present(packed.bases());
    }

    private String key(PackedContext packed, Map<String, String> baseIds) {
        ImageStep image = packed.image();
        try {
            return ImageKey.form(1)
                    .with("context", ImageKey.ofFile(packed.tar()))
                    .with("dockerfile", packed.dockerfile().path())
                    .with("bases", baseIds)
                    .with("arguments", image.buildArguments())
                    .with("labels", image.labels())
                    .with("target", image.target())
                    .with("platform", image.platform())
                    .with("network", config.networkMode().orElse(null))
                    .text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void build(PackedContext packed, Map<String, RegistryLogin> logins, Consumer<String> log) {
        Optional<AuthConfigurations> shown = DockerLogins.ofBuild(logins);
        if (shown.isEmpty()) {
            bases.fetch(packed.bases(), packed.image().pull(), logins, log);
        }
        try {
            log.accept("Sending build context: " + Files.size(packed.tar()) / 1024 + " KiB");
            try (InputStream stream = Files.newInputStream(packed.tar())) {
                run(command(packed, stream, shown), log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param logins empty if all base images are there
     */
    private BuildImageCmd command(PackedContext packed, InputStream tar, Optional<AuthConfigurations> logins) {
        ImageStep image = packed.image();
        Map<String, String> labels = new HashMap<>(image.labels());
        labels.putAll(packed.context().labels());
        BuildImageCmd command = engine.client()
                .buildImageCmd(tar)
                .withDockerfilePath(packed.dockerfile().path())
                .withTags(new HashSet<>(image.references()))
                .withLabels(labels)
                .withPull(image.pull() && logins.isPresent())
                .withNoCache(image.noCache())
                .withRemove(true)
                .withForcerm(true)
                .withMemory(config.memory().asLongValue())
                .withMemswap(config.memory().asLongValue())
                .withBuildAuthConfigs(logins.orElseGet(AuthConfigurations::new));
        image.buildArguments().forEach(command::withBuildArg);
        command.withCpushares(String.valueOf(config.cpuShares()));
        config.cpus().ifPresent(command::withCpusetcpus);
        config.networkMode().ifPresent(command::withNetworkMode);
        Optional.ofNullable(image.target()).ifPresent(command::withTarget);
        Optional.ofNullable(image.platform()).ifPresent(command::withPlatform);
        return command;
    }

    /** Closing the callback ends the connection, and with it the build: after a timeout, and when the thread is interrupted. */
    private void run(BuildImageCmd command, Consumer<String> log) throws IOException {
        try (var output = command.exec(new DockerBuildOutput(log))) {
            if (!output.awaitCompletion(config.buildTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ImageFailed(
                        "The build took longer than " + text(config.buildTimeout()) + " and was stopped.");
            }
            output.throwFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailed("The build was interrupted.", e);
        } catch (DockerException e) {
            throw new ImageFailed(DockerFailures.ofBuild(String.valueOf(e.getMessage()), List.of()), e);
        }
    }

    @Override
    public String push(String name, List<String> tags, RegistryLogin login, Consumer<String> log) {
        String digest = "";
        for (String tag : tags.reversed()) {
            digest = push(name, tag, login, log);
        }
        return digest;
    }

    private String push(String name, String tag, RegistryLogin login, Consumer<String> log) {
        String reference = name + ":" + tag;
        var command = engine.client().pushImageCmd(name).withTag(tag).withAuthConfig(DockerLogins.of(login));
        try (var output = command.exec(new DockerPushOutput(reference, log))) {
            if (!output.awaitCompletion(config.pushTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ImageFailed("Pushing " + reference + " took longer than " + text(config.pushTimeout()) + ".");
            }
            return digest(name, tag, output.digest(), login);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailed("The push was interrupted.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DockerException e) {
            throw DockerFailures.ofPush(reference, String.valueOf(e.getMessage()), e);
        }
    }

    /** The registry's word, unless the engine said another digest: then somebody moved the tag meanwhile. */
    private String digest(String name, String tag, Optional<String> pushed, RegistryLogin login)
            throws InterruptedException {
        Optional<String> stored = digests.find(name, tag, login);
        if (pushed.isPresent() && stored.isPresent() && !pushed.equals(stored)) {
            LOG.warnf("%s:%s was pushed as %s but names %s already", name, tag, pushed.get(), stored.get());
        }
        return pushed.or(() -> stored)
                .orElseThrow(() ->
                        new ImageFailed("The registry took " + name + ":" + tag + " but nobody says its digest."));
    }

    private static String text(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
