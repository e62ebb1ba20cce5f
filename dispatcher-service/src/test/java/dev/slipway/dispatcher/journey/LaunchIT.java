package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AuthConfig;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How containers come to be: what they are given, where their image comes from, what happens when something is missing. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class LaunchIT {
    private static final Logger LOG = Logger.getLogger(LaunchIT.class);

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void theContainerHasWhatAWorkerWouldGiveItAndTheAttemptsCredential() {
        DueRun run = stage.send(DueRun.script("sleep 60").with("mem_limit", "64m"));
        String id = Stage.containerId(stage.started(run).infrastructureId());

        InspectContainerResponse seen = stage.engine().inspectContainerCmd(id).exec();

        assertThat(seen.getConfig().getEnv())
                .contains(
                        "PREFECT_API_AUTH_STRING=attempt." + run.id() + ".1:of-a-test",
                        "PREFECT_API_URL=http://host.docker.internal:4200/api",
                        "PREFECT__FLOW_RUN_ID=" + run.id(),
                        "PREFECT__WORKER_NAME=slipway",
                        "TEST_SCRIPT=sleep 60");
        assertThat(seen.getConfig().getCmd()).containsExactly("prefect", "flow-run", "execute");
        assertThat(seen.getConfig().getLabels())
                .containsEntry("io.prefect.flow-run-id", run.id().toString())
                .containsEntry("dev.slipway/attempt", "1")
                .containsKey("dev.slipway/installation");
        assertThat(seen.getHostConfig().getMemory()).isEqualTo(64L << 20);
        assertThat(seen.getHostConfig().getInit()).isTrue();
        assertThat(seen.getHostConfig().getExtraHosts()).containsExactly("host.docker.internal:host-gateway");
        stage.engine().killContainerCmd(id).exec();
    }

    @Test
    void aDueRunHasItsContainerWithinAQuarterOfASecond() {
        var fastest = Stream.generate(() -> stage.send(DueRun.script("exit 0")))
                .limit(8)
                .map(run -> {
                    stage.ended(run);
                    return Duration.between(stage.due(run), stage.created(run).createdAt());
                })
                .peek(taken -> LOG.infof("due → created: %d ms", taken.toMillis()))
                .min(Comparator.naturalOrder());

        // the fastest of some, since the machine may be busy with other things
        assertThat(fastest).hasValueSatisfying(taken -> assertThat(taken).isLessThan(Duration.ofMillis(250)));
    }

    @Test
    void aRunThatIsToldDueTwiceHasOneContainer() {
        DueRun run = DueRun.script("sleep 60");
        var fact = run.fact();

        stage.facts().send(fact);
        stage.facts().send(fact);
        // another fact for the same attempt, as a scheduler would write that lost its memory
        stage.facts().send(run.fact());

        stage.started(run);
        assertThat(stage.soon(JobCreated.class, created -> created.flowRunId().equals(run.id())))
                .hasSize(1);
        assertThat(stage.containers(run.id())).hasSize(1);
        stage.engine()
                .killContainerCmd(stage.containers(run.id()).getFirst().getId())
                .exec();
    }

    @Test
    void aPrivateImageIsPulledWithTheRegistrysCredential() throws Exception {
        String image = pushed("private");

        DueRun run = stage.send(DueRun.script("exit 0").with("image", image));

        stage.endedWith(run, EndReason.COMPLETED);
        assertThat(stage.created(run).image()).isEqualTo(image);
    }

    @Test
    void anImagePinnedByDigestIsPulledOnceAndThenStartsWithoutItsRegistry() throws Exception {
        String tagged = pushed("pinned");
        stage.engine().pullImageCmd(tagged).withAuthConfig(credential()).start().awaitCompletion();
        String pinned = stage.engine().inspectImageCmd(tagged).exec().getRepoDigests().stream()
                .filter(digest -> digest.startsWith(tagged.substring(0, tagged.lastIndexOf(':'))))
                .findFirst()
                .orElseThrow();

        DueRun run = stage.send(DueRun.script("exit 0").with("image", pinned));

        stage.endedWith(run, EndReason.COMPLETED);
        assertThat(stage.created(run).image()).isEqualTo(pinned);
    }

    @Test
    void aPoolThatDemandsStatementsStartsNothingWithoutOne() {
        String digest = "127.0.0.1:1/app@sha256:" + "ab".repeat(32);

        DueRun tagged = stage.send(DueRun.script("exit 0").ofPool(StandIns.SIGNED_ONLY));
        DueRun unsigned =
                stage.send(DueRun.script("exit 0").ofPool(StandIns.SIGNED_ONLY).with("image", digest));

        assertThat(stage.endedWith(tagged, EndReason.INVALID_CONFIGURATION).message())
                .contains("signed-only", TinyImage.NAME, "not named by its digest", "Push the project");
        assertThat(stage.endedWith(unsigned, EndReason.INVALID_CONFIGURATION).message())
                .contains(digest, "no signed statement", "slipway.dispatcher.provenance.required-pools");
        assertThat(stage.containers(tagged.id())).isEmpty();
        assertThat(stage.containers(unsigned.id())).isEmpty();
    }

    @Test
    void aWrongCredentialIsDenied() throws Exception {
        String image = pushed("wrong-password");

        DueRun run = stage.send(DueRun.script("").with("image", image).with("image_pull_policy", "Always"));

        assertThat(stage.endedWith(run, EndReason.IMAGE_PULL_DENIED).message()).contains(image);
    }

    @Test
    void aTagThatTheRegistryDoesNotHaveIsMissing() {
        String image = System.getProperty(StandIns.REGISTRY) + "/nothing:1";

        DueRun run = stage.send(DueRun.script("").with("image", image));

        assertThat(stage.endedWith(run, EndReason.IMAGE_NOT_FOUND).message()).contains(image);
    }

    @Test
    void aRegistryThatIsNotThereIsToldWithinTenSeconds() {
        DueRun run = stage.send(DueRun.script("").with("image", "127.0.0.1:1/app:1"));

        assertThat(stage.endedWith(run, EndReason.IMAGE_PULL_FAILED).message()).contains("127.0.0.1:1");
    }

    @Test
    void aGatewayThatIsAwayForAMomentDelaysTheRun() {
        stage.standInsAnswer(503);
        DueRun run = stage.send(DueRun.script("exit 0"));
        await().untilAsserted(() -> assertThat(dispatches(run)).contains("\"failingSince\":\"2"));

        stage.standInsAnswer(0);

        stage.endedWith(run, EndReason.COMPLETED);
    }

    @Test
    void aGatewayThatStaysAwayEndsTheAttempt() {
        stage.standInsAnswer(503);
        try {
            DueRun run = stage.send(DueRun.script("exit 0"));

            assertThat(stage.endedWith(run, EndReason.INFRASTRUCTURE_UNAVAILABLE)
                            .message())
                    .contains("the gateway");
            assertThat(stage.containers(run.id())).isEmpty();
        } finally {
            stage.standInsAnswer(0);
        }
    }

    @Test
    void theAttemptsOfARunAreShownToServicesOnly() throws Exception {
        DueRun run = stage.send(DueRun.script("exit 0"));
        stage.endedWith(run, EndReason.COMPLETED);

        assertThat(dispatches(run))
                .contains("\"state\":\"ENDED\"", "gentle-otter-")
                .doesNotContain("TEST_SCRIPT");
        assertThat(get("/internal/v1/dispatches?flowRunId=" + run.id(), "gateway:wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/nowhere", "gateway:wrong").statusCode()).isEqualTo(401);
        assertThat(get("/internal/v1/dispatches?flowRunId=x", "gateway:token-of-gateway")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/internal/v1/dispatches", "gateway:token-of-gateway").body())
                .contains("flowRunId is missing");
        assertThat(get("/internal/v1/provenance?runs=" + run.id(), "gateway:token-of-gateway")
                        .body())
                .contains("\"exitReason\":\"COMPLETED\"", "\"exitCode\":0", "gentle-otter-")
                .doesNotContain("TEST_SCRIPT");
        assertThat(get("/internal/v1/provenance?runs=x", "gateway:token-of-gateway")
                        .statusCode())
                .isEqualTo(400);
    }

    private String dispatches(DueRun run) throws IOException, InterruptedException {
        return get("/internal/v1/dispatches?flowRunId=" + run.id(), "gateway:token-of-gateway")
                .body();
    }

    private static HttpResponse<String> get(String path, String credential) throws IOException, InterruptedException {
        String port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);
        String address = "http://127.0.0.1:"
                + (port.equals("0") ? ConfigProvider.getConfig().getValue("quarkus.http.port", String.class) : port);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("X-Slipway-Service", credential)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The tiny image in the private registry, and not on the engine. */
    private String pushed(String name) throws InterruptedException {
        String repository = System.getProperty(StandIns.REGISTRY) + "/" + name;
        stage.engine().tagImageCmd(TinyImage.NAME, repository, "1").exec();
        stage.engine()
                .pushImageCmd(repository + ":1")
                .withAuthConfig(credential())
                .start()
                .awaitCompletion();
        stage.engine().removeImageCmd(repository + ":1").exec();
        return repository + ":1";
    }

    private static AuthConfig credential() {
        return new AuthConfig()
                .withRegistryAddress(System.getProperty(StandIns.REGISTRY))
                .withUsername(TestRegistry.USERNAME)
                .withPassword(TestRegistry.PASSWORD);
    }
}
