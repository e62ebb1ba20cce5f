package dev.slipway.e2e;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.slipway.testkit.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The containers of runs, which outlive the system that started them. */
final class RunContainers {
    private static final String LABEL = "dev.slipway/installation";

    private RunContainers() {}

    static void remove(String installation) {
        try (DockerClient engine = TestEngine.client()) {
            for (Container container : engine.listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(LABEL, installation))
                    .exec()) {
                engine.removeContainerCmd(container.getId()).withForce(true).exec();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
