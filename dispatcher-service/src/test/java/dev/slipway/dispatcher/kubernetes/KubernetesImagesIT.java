package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that a real node can or can not pull from a real private registry. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesImagesIT {
    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void aPrivateImageRunsWithTheCredentialThatIsKnownForItsRegistry() throws Exception {
        String image = cluster.push(KubernetesStage.registry() + "/team/private");

        DueRun run = cluster.send(pulling(image));

        cluster.endedWith(run, EndReason.COMPLETED);
    }

    @Test
    void theSameImageWithoutACredentialIsRefused() throws Exception {
        String image = cluster.push(KubernetesStage.registry() + "/team/private");

        DueRun run = cluster.send(pulling(KubernetesStage.otherName(image)));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_PULL_DENIED).message())
                .contains("401 Unauthorized")
                .contains("image_pull_secrets");
    }

    @Test
    void aWrongCredentialIsRefused() {
        DueRun run = cluster.send(pulling(KubernetesStage.registry() + "/team/wrong-password:1"));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_PULL_DENIED).message())
                .containsIgnoringCase("credential");
    }

    @Test
    void anImageThatItsRegistryDoesNotHaveIsNotFound() {
        DueRun run = cluster.send(pulling(KubernetesStage.registry() + "/team/never-pushed:1"));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_NOT_FOUND).message()).contains("team/never-pushed");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsUnavailable() {
        DueRun run = cluster.send(pulling("127.0.0.1:1/team/app:1"));

        assertThat(cluster.endedWith(run, EndReason.REGISTRY_UNAVAILABLE).message())
                .contains("connection refused");
    }

    @Test
    void anImageThatMayNotBePulledAndIsNotThereIsNotFound() {
        DueRun run = cluster.send(KubernetesStage.job("true")
                .with("image", "slipway.test/nowhere:1")
                .with("image_pull_policy", "Never"));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_NOT_FOUND).message()).contains("slipway.test/nowhere:1");
    }

    @Test
    void aNameThatIsNoImagesIsTold() {
        DueRun run = cluster.send(pulling("slipway.test/Upper/Case:1"));

        assertThat(cluster.endedWith(run, EndReason.IMAGE_PULL_FAILED).message())
                .contains("slipway.test/Upper/Case:1");
    }

    private static DueRun pulling(String image) {
        return KubernetesStage.job("exit 0").with("image", image).with("image_pull_policy", "Always");
    }
}
