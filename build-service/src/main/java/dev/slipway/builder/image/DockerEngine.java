package dev.slipway.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The Docker engine: the one of {@code DOCKER_HOST}, else of this machine, spoken to in a version that both sides know. */
@ApplicationScoped
public class DockerEngine {
    private static final Logger LOG = Logger.getLogger(DockerEngine.class);
    /** The newest version that the library knows. */
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

    private @Nullable DockerClient client;

    /** A client for many threads, or {@link ImageFailed} with a sentence if no engine answers. */
    public synchronized DockerClient client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    private static DockerClient connect() {
        var asked = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        try (DockerClient first = client(asked)) {
            RemoteApiVersion theirs =
                    RemoteApiVersion.parseConfig(first.versionCmd().exec().getApiVersion());
            RemoteApiVersion version = NEWEST.isGreaterOrEqual(theirs) ? theirs : NEWEST;
            LOG.infof("Docker engine at %s, API %s", asked.getDockerHost(), version.getVersion());
            return client(DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withApiVersion(version)
                    .build());
        } catch (RuntimeException | IOException e) {
            throw new ImageFailed(
                    "The Docker engine at " + asked.getDockerHost()
                            + " can't be reached by build-service; an administrator"
                            + " must start it, then push again.",
                    e);
        }
    }

    /** No response timeout: a silent step of a build is not a failure; deadlines are set where calls are made. */
    private static DockerClient client(DefaultDockerClientConfig config) {
        var transport = new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .connectionTimeout(Duration.ofSeconds(10))
                .build();
        return DockerClientImpl.getInstance(config, transport);
    }

    synchronized void close(@Observes ShutdownEvent event) throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
