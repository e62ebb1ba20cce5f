package dev.slipway.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;

/** The Docker engine that runs here, or that {@code DOCKER_HOST} names. */
public final class TestEngine {
    /** An image with Python that every machine of ours has. */
    public static final String PYTHON_IMAGE = "python:3.11-slim";

    /** An image with the real Prefect client. */
    public static final String PREFECT_IMAGE = "prefecthq/prefect:3.8.8-python3.11";

    /** Docker 18.09 and all later engines up to today's speak it. */
    private static final String API_VERSION = "1.41";

    private TestEngine() {}

    /** A new client; fails with a sentence when no engine answers. */
    public static DockerClient client() {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withApiVersion(API_VERSION)
                .build();
        var transport = new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .build();
        DockerClient client = DockerClientImpl.getInstance(config, transport);
        try {
            client.pingCmd().exec();
        } catch (RuntimeException e) {
            throw new IllegalStateException("No Docker engine answers: run script/setup, it starts one.", e);
        }
        return client;
    }
}
