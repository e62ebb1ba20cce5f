package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.login.TokenDesk;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds whose registry takes logins for a while only. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
@WithTestResource(ExchangedPushIT.Settings.class)
class ExchangedPushIT {
    private final BuilderClient gateway = new BuilderClient("gateway");
    private Forge forge;
    private Facts facts;
    private TestLoop loop;
    private TokenDesk desk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        forge = new Forge(folder);
        facts = Facts.ofThisTest();
        loop = TestLoop.start();
        desk = TokenDesk.open();
    }

    @AfterEach
    void close() {
        loop.close();
        facts.close();
        forge.close();
        desk.close();
    }

    @Test
    void anImageIsPushedWithAnExchangedLoginAndAgainWithANewOneIfTheRegistryDoesNotTakeItAnyMore() {
        WorkTree tree = project("exchanged", desk.definition());
        Repositories.hello(tree, "exchanged");
        JsonNode first = built(tree, "exchanged");
        assertThat(first.path("state").asText()).as(first.toString()).isEqualTo("SUCCEEDED");
        assertThat(desk.tokens()).hasSize(1);

        desk.expireAll();
        tree.write("more", "of it");
        JsonNode second = built(tree, "exchanged");

        assertThat(second.path("state").asText()).as(second.toString()).isEqualTo("SUCCEEDED");
        assertThat(desk.tokens()).hasSize(2);
        String log = log(second);
        assertThat(log).contains("pushing again with a new one").doesNotContain(TokenDesk.SECRET);
        desk.tokens().forEach(token -> assertThat(log).doesNotContain(token));
    }

    @Test
    void aLoginThatExpiresSoonIsWarnedOfAndAnExpiredOneEndsTheBuildWithASentence() {
        Instant soon = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        String name = "expiring";
        WorkTree tree = project(
                name,
                Map.of(
                        "address",
                        desk.registry(),
                        "username",
                        "robot",
                        "password",
                        "a-token-of-a-test",
                        "expiresAt",
                        soon.toString()));
        tree.write("prefect.yaml", "deployments: []\n");

        JsonNode warned = built(tree, name);
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(soon));
        tree.write("more", "of it");
        JsonNode refused = built(tree, name);

        assertThat(log(warned)).contains("Warning: The login of the registry " + name + " expires in");
        assertThat(refused.path("state").asText()).isEqualTo("FAILED");
        assertThat(refused.path("message").asText())
                .contains("expired at " + soon, "PUT /slipway/v1/registries/" + name);
    }

    private WorkTree project(String name, Map<String, String> registry) {
        WorkTree tree = forge.project(
                gateway, name, forge.git.token(), Map.of("PREFECT_IMAGE_NAME", desk.registry() + "/team/" + name));
        gateway.put("/slipway/v1/registries/" + name, registry);
        return tree;
    }

    /** The newest build of the project, when it has ended. */
    private JsonNode built(WorkTree tree, String name) {
        String commit = tree.commit("a change");
        tree.push();
        facts.send(Forge.push(name, Forge.ZEROS, commit));
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> gateway.get("/slipway/v1/builds?project=" + name).path(0),
                        build -> build.path("commit").asText().equals(commit)
                                && !List.of("", "QUEUED", "RUNNING")
                                        .contains(build.path("state").asText()));
    }

    private String log(JsonNode build) {
        return gateway.get("/slipway/v1/builds/" + build.path("id").asText() + "/log")
                .toString();
    }

    /** What is refused may be exchanged again at once. */
    public static final class Settings implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("slipway.registry.exchange.keep-refused", "0s");
        }

        @Override
        public void stop() {
            // nothing was started
        }
    }
}
