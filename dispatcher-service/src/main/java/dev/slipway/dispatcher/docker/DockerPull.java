package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.PullFailure;
import dev.slipway.dispatcher.container.RegistryLogin;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One image, pulled; a registry's passing trouble is met with a few more tries. */
final class DockerPull {
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DockerEngine engine;
    private final String reference;
    private final RegistryLogin login;
    private final Duration timeout;

    DockerPull(DockerEngine engine, String reference, RegistryLogin login, Duration timeout) {
        this.engine = engine;
        this.reference = reference;
        this.login = login;
        this.timeout = timeout;
    }

    void run() {
        for (int attempt = 1; ; attempt++) {
            Optional<String> failure = tryOnce();
            if (failure.isEmpty()) {
                return;
            }
            PullFailure meaning = PullFailure.of(failure.get());
            if (!meaning.worthRepeating() || attempt == TRIES) {
                throw refused(meaning.reason(), failure.get());
            }
            pause(PAUSE.multipliedBy(attempt));
        }
    }

    private ContainerRefused refused(EndReason reason, String words) {
        String sentence = "The image " + reference + " could not be pulled: " + words;
        return new ContainerRefused(
                reason,
                reason == EndReason.IMAGE_PULL_DENIED && login.username() == null
                        ? sentence + ". No registry with a credential for it is registered."
                        : sentence);
    }

    private Optional<String> tryOnce() {
        try {
            return engine.stream(this::pull);
        } catch (InfrastructureUnavailable e) {
            // engines report a registry's refusal as their own failure
            if (e.getCause() instanceof DockerException cause) {
                return Optional.of(DockerFailures.message(cause));
            }
            throw e;
        } catch (DockerException e) {
            return Optional.of(DockerFailures.message(e));
        }
    }

    private Optional<String> pull(DockerClient client) {
        PullImageCmd command = client.pullImageCmd(reference);
        if (isUntagged(reference)) {
            command.withTag("latest");
        }
        if (login.username() != null) {
            command.withAuthConfig(new AuthConfig()
                    .withRegistryAddress(address(login.address()))
                    .withUsername(login.username())
                    .withPassword(login.password()));
        }
        try (var progress = command.exec(new Progress())) {
            if (!progress.awaitCompletion(timeout.toSeconds(), TimeUnit.SECONDS)) {
                throw new ContainerRefused(
                        EndReason.IMAGE_PULL_FAILED,
                        "The image " + reference + " was not pulled within " + timeout.toMinutes() + " minutes.");
            }
            return progress.failure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted during a pull", e);
        } catch (IOException e) {
            throw new InfrastructureUnavailable("the Docker engine does not answer", e);
        }
    }

    /** Docker Hub has another name in credentials than in images. */
    private static String address(@Nullable String address) {
        return address == null || address.equals("docker.io") || address.endsWith(".docker.io")
                ? AuthConfig.DEFAULT_SERVER_ADDRESS
                : address;
    }

    /** An untagged reference would pull every tag. */
    private static boolean isUntagged(String reference) {
        String last = reference.substring(reference.lastIndexOf('/') + 1);
        return !last.contains(":") && !reference.contains("@");
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted during a pull", e);
        }
    }

    private static final class Progress extends ResultCallback.Adapter<PullResponseItem> {
        private volatile @Nullable String failure;

        @Override
        public void onNext(PullResponseItem item) {
            ErrorDetail error = item.getErrorDetail();
            if (error != null && error.getMessage() != null) {
                failure = error.getMessage();
            }
        }

        Optional<String> failure() {
            return Optional.ofNullable(failure);
        }
    }
}
