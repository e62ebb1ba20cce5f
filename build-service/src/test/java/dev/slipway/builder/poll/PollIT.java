package dev.slipway.builder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes of which no webhook told. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class PollIT {
    private static GitForge forge;
    private static Path folder;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        forge = GitForge.start(temporary.resolve("forge"));
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @AfterEach
    void emptyTheQueue() {
        gateway.get("/slipway/v1/builds?state=QUEUED")
                .forEach(build ->
                        gateway.post("/slipway/v1/builds/" + build.path("id").asText() + "/cancel", Map.of()));
    }

    @Test
    void pushThatNobodyToldIsBuiltOnce() throws InterruptedException {
        WorkTree tree = project("missed", forge.token());
        String first = push(tree, "one");
        look("missed");
        assertThat(pushes("missed")).isEmpty();

        String second = push(tree, "two");
        look("missed");
        look("missed");

        JsonNode found = pushes("missed");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("source").asText()).isEqualTo("POLL");
        assertThat(found.get(0).path("outcome").asText()).isEqualTo("QUEUED");
        assertThat(found.get(0).path("before").asText()).isEqualTo(first);
        assertThat(found.get(0).path("after").asText()).isEqualTo(second);
        assertThat(gateway.get("/slipway/v1/projects/missed/poll")
                        .path("caughtUp")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void otherBranchesAreRecordedWithTheirReasonAndDeletionsAreSeen() throws InterruptedException {
        WorkTree tree = project("branches", forge.token());
        push(tree, "one");
        look("branches");
        tree.push("main:feature");
        look("branches");
        tree.push(":feature");
        look("branches");

        assertThat(pushes("branches").findValuesAsText("outcome")).containsExactly("DELETED", "IGNORED");
    }

    @Test
    void repositoryThatCanNotBeReadIsToldAndTriedLater() throws InterruptedException {
        project("unreadable", forge.createToken(List.of("read_api"), 40, null).token());

        look("unreadable");

        JsonNode told = gateway.get("/slipway/v1/projects/unreadable/poll");
        assertThat(told.path("failure").asText()).contains("does not accept the project's git credentials");
        assertThat(told.path("nextAt").asText())
                .isGreaterThan(told.path("polledAt").asText());
    }

    private void look(String slug) throws InterruptedException {
        gateway.post("/slipway/v1/projects/" + slug + "/poll", Map.of());
        while (Arc.container().instance(Poller.class).get().pollNext()) {
            // until it is nobody's turn
        }
    }

    private static String push(WorkTree tree, String text) {
        String head = tree.write("a.txt", text).commit(text);
        tree.push();
        return head;
    }

    private JsonNode pushes(String slug) {
        return gateway.get("/slipway/v1/pushes?project=" + slug);
    }

    private WorkTree project(String slug, String token) {
        forge.createProject("team/" + slug);
        gateway.put("/slipway/v1/registries/polls", Map.of("address", "127.0.0.1:1", "username", "u", "password", "p"));
        gateway.put(
                "/internal/v1/projects/" + slug,
                Map.of("gitUrl", forge.gitUrl("team/" + slug), "gitToken", token, "registry", "polls"));
        return WorkTree.open(folder.resolve(slug)).connect(forge.gitUrl("team/" + slug), forge.token());
    }
}
