package dev.slipway.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import dev.slipway.builder.manifest.ImageStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Builds with the engine's classic builder, from a context that we pack ourselves. */
@ApplicationScoped
class DockerImageBuilder implements ImageBuilder {
    private static final Logger LOG = Logger.getLogger(DockerImageBuilder.class);
    private static final String IGNORE_FILE = ".dockerignore";

    private final DockerEngine engine;
    private final RegistryDigests digests;
    private final ImageConfig config;

    DockerImageBuilder(DockerEngine engine, RegistryDigests digests, ImageConfig config) {
        this.engine = engine;
        this.digests = digests;
        this.config = config;
    }

    @Override
    public void build(Context context, ImageStep image, Consumer<String> log) {
        Path tar = null;
        try {
            tar = Files.createTempFile("slipway-context", ".tar");
            String dockerfile = pack(context, image, tar);
            log.accept("Sending build context: " + Files.size(tar) / 1024 + " KiB");
            try (InputStream stream = Files.newInputStream(tar)) {
                run(command(context, image, dockerfile, stream), log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deleteQuietly(tar);
        }
    }

    /** Writes the context; the Dockerfile's path in it. */
    private String pack(Context context, ImageStep image, Path tar) throws IOException {
        Path root = inside(context.checkout(), context.checkout().resolve(image.context()), "path " + image.context());
        boolean auto = image.dockerfile().equals(ImageStep.AUTO);
        String dockerfile = auto
                ? AutoDockerfile.NAME
                : Path.of(image.dockerfile()).normalize().toString();
        Map<String, byte[]> extra = new HashMap<>();
        if (auto) {
            boolean requirements = Files.isRegularFile(root.resolve("requirements.txt"), LinkOption.NOFOLLOW_LINKS);
            extra.put(
                    dockerfile,
                    AutoDockerfile.text(config.autoBase(), context.directoryName(), requirements)
                            .getBytes(UTF_8));
        } else {
            inside(root, root.resolve(dockerfile), "dockerfile " + image.dockerfile());
        }
        ContextTar.of(root, ignoreRules(root), Set.of(dockerfile, IGNORE_FILE)).write(tar, extra);
        return dockerfile;
    }

    /** Links of the repository must not lead out of it. */
    private static Path inside(Path root, Path path, String what) throws IOException {
        if (!Files.exists(path)) {
            throw new ImageFailed("The repository has no " + what + "; prefect.yaml names it in a build step.");
        }
        Path real = path.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new ImageFailed("The " + what + " leads out of the repository.");
        }
        return real;
    }

    private static IgnoreRules ignoreRules(Path root) throws IOException {
        Path file = root.resolve(IGNORE_FILE);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? IgnoreRules.parse(Files.readString(file))
                : IgnoreRules.NONE;
    }

    private BuildImageCmd command(Context context, ImageStep image, String dockerfile, InputStream tar) {
        Map<String, String> labels = new HashMap<>(image.labels());
        labels.putAll(context.labels());
        BuildImageCmd command = engine.client()
                .buildImageCmd(tar)
                .withDockerfilePath(dockerfile)
                .withTags(new HashSet<>(image.references()))
                .withLabels(labels)
                .withPull(image.pull())
                .withNoCache(image.noCache())
                .withRemove(true)
                .withForcerm(true)
                .withMemory(config.memory().asLongValue())
                .withMemswap(config.memory().asLongValue())
                .withBuildAuthConfigs(logins(context.logins()));
        image.buildArguments().forEach(command::withBuildArg);
        config.networkMode().ifPresent(command::withNetworkMode);
        Optional.ofNullable(image.target()).ifPresent(command::withTarget);
        Optional.ofNullable(image.platform()).ifPresent(command::withPlatform);
        return command;
    }

    private static AuthConfigurations logins(List<RegistryLogin> logins) {
        var configurations = new AuthConfigurations();
        logins.forEach(login -> configurations.addConfig(auth(login)));
        return configurations;
    }

    private static AuthConfig auth(RegistryLogin login) {
        return new AuthConfig()
                .withRegistryAddress(login.address())
                .withUsername(login.username())
                .withPassword(login.password());
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
        var command = engine.client().pushImageCmd(name).withTag(tag).withAuthConfig(auth(login));
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

    private static void deleteQuietly(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf("%s could not be deleted: %s", file, e);
        }
    }
}
