package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PushResponseItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRegistryIT {
    @Test
    void anImageCanBePushedWithThePasswordOnly(@TempDir Path folder) throws Exception {
        TestRegistry registry = TestRegistry.start();
        try (DockerClient docker = TestEngine.client()) {
            String repository = registry.address() + "/testkit/empty";
            build(docker, folder, repository + ":1");

            assertThat(push(docker, repository, "wrong")).isNotEmpty();
            assertThat(push(docker, repository, TestRegistry.PASSWORD)).isEmpty();
        } finally {
            registry.stop();
        }
    }

    private static void build(DockerClient docker, Path folder, String image) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        docker.buildImageCmd(folder.toFile())
                .withTags(Set.of(image))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    /** The errors; docker-java hands them on as items. */
    private static List<PushResponseItem> push(DockerClient docker, String repository, String password)
            throws Exception {
        var credential = new AuthConfig()
                .withUsername(TestRegistry.USERNAME)
                .withPassword(password)
                .withRegistryAddress("http://" + repository.replaceFirst("/.*", ""));
        var errors = new CopyOnWriteArrayList<PushResponseItem>();
        docker.pushImageCmd(repository)
                .withTag("1")
                .withAuthConfig(credential)
                .exec(new ResultCallback.Adapter<PushResponseItem>() {
                    @Override
                    public void onNext(PushResponseItem item) {
                        if (item.isErrorIndicated()) {
                            errors.add(item);
                        }
                    }
                })
                .awaitCompletion();
        return errors;
    }
}
