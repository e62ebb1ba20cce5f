package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the engine. The version of its API is agreed at the first call that it answers, since docker-java does
 * not do so, and newer engines refuse old versions and the other way round.
 */
@ApplicationScoped
class DockerEngine {
    private static final Logger LOG = Logger.getLogger(DockerEngine.class);
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final DockerConfig config;
    private @Nullable DockerClient calls;
    private @Nullable DockerClient streams;

    DockerEngine(DockerConfig config) {
        this.config = config;
    }

    /**
     * Calls the engine. Refusals that the caller may understand (4xx) are thrown as docker-java throws them.
     *
     * @throws InfrastructureUnavailable if it does not answer or is itself in trouble
     */
    <T> T call(Function<DockerClient, T> call) {
        return translated(() -> call.apply(client(false)));
    }

    /** The same for answers that come bit by bit, with pauses of any length. */
    <T> T stream(Function<DockerClient, T> call) {
        return translated(() -> call.apply(client(true)));
    }

    /** The engine as docker-py, and so an infrastructure id, names it. */
    String baseUrl() {
        URI host = settings(null).getDockerHost();
        return "unix".equals(host.getScheme()) ? "http+docker://localhost" : "http://" + host.getAuthority();
    }

    private static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException e) {
            if (e.getHttpStatus() >= 500) {
                throw new InfrastructureUnavailable("the Docker engine failed: " + DockerFailures.message(e), e);
            }
            throw e;
        } catch (RuntimeException e) {
            if (DockerFailures.isConnectionFailure(e)) {
                throw new InfrastructureUnavailable("the Docker engine does not answer", e);
            }
            throw e;
        }
    }

    private synchronized DockerClient client(boolean forStreams) {
        if (calls == null || streams == null) {
            RemoteApiVersion version = agreeOnVersion();
            calls = connect(version, config.timeout());
            streams = connect(version, null);
            LOG.infof("Docker engine at %s, API %s", baseUrl(), version.getVersion());
        }
        return forStreams ? streams : calls;
    }

    private RemoteApiVersion agreeOnVersion() {
        try (DockerClient unversioned = connect(null, config.timeout())) {
            Version version = unversioned.versionCmd().exec();
            var newest = RemoteApiVersion.parseConfig(version.getApiVersion());
            return newest.isGreaterOrEqual(NEWEST) ? NEWEST : newest;
        } catch (IOException e) {
            throw new InfrastructureUnavailable("the Docker engine does not answer", e);
        }
    }

    private DockerClient connect(@Nullable RemoteApiVersion version, @Nullable Duration timeout) {
        DockerClientConfig settings = settings(version);
        var transport = new ApacheDockerHttpClient.Builder()
                .dockerHost(settings.getDockerHost())
                .sslConfig(settings.getSSLConfig())
                .connectionTimeout(CONNECT);
        if (timeout != null) {
            transport.responseTimeout(timeout);
        }
        return DockerClientImpl.getInstance(settings, transport.build());
    }

    private DockerClientConfig settings(@Nullable RemoteApiVersion version) {
        var settings = DefaultDockerClientConfig.createDefaultConfigBuilder();
        config.host().ifPresent(settings::withDockerHost);
        if (version != null) {
            settings.withApiVersion(version);
        }
        return settings.build();
    }

    @PreDestroy
    synchronized void close() throws IOException {
        if (calls != null) {
            calls.close();
        }
        if (streams != null) {
            streams.close();
        }
    }
}
