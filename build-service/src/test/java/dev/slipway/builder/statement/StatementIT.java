package dev.slipway.builder.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.manifest.ImageStep;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.contracts.Ids;
import dev.slipway.sealing.SecretBox;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class StatementIT {
    private static final String P = "/slipway/v1/provenance/";
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private final BuilderClient gateway = new BuilderClient("gateway");
    private final BuilderClient dispatcher = new BuilderClient("dispatcher");

    @Inject
    Statements statements;

    @Inject
    SecretBox box;

    @Inject
    Pool pool;

    @Inject
    Ids ids;

    @Test
    void openSslVerifiesAStatementAlsoAfterItsKeyWasRetired(@TempDir Path folder) throws Exception {
        String digest = signed();
        JsonNode envelope = gateway.get(P + "images/" + digest + "/statement");
        String key = envelope.path("signatures").path(0).path("keyid").asText();

        String next = gateway.post(P + "keys", Map.of()).path("id").asText();

        assertThat(next).isNotEqualTo(key);
        assertThat(gateway.get(P + "keys").findValuesAsText("id"))
                .startsWith(next)
                .contains(key);
        Files.writeString(folder.resolve("statement.json"), envelope.toString());
        Files.writeString(
                folder.resolve("key.pem"),
                gateway.send("GET", P + "keys/" + key, null).body());
        Process shell = new ProcessBuilder("bash", "-c", documentedCommand())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo("Verified OK\n");
        assertThat(isValid(digest)).isTrue();
    }

    @Test
    void onlyWhatWasSignedHereIsValid() {
        String digest = signed();
        assertThat(isValid(digest)).isTrue();
        assertThat(isValid(digest())).isFalse();

        pool.preparedQuery("update statements set payload = payload || '\\x20' where digest = $1")
                .execute(Tuple.of(digest))
                .await()
                .atMost(STATEMENT);

        assertThat(isValid(digest)).isFalse();
        assertThat(gateway.send("GET", P + "images/" + digest() + "/statement", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void privateHalvesAreSealedAndGoWithTheirKey() {
        signed();
        gateway.post(P + "keys", Map.of());
        var rows = pool.query("select private_key, retired_at from signing_keys")
                .execute()
                .await()
                .atMost(STATEMENT);

        assertThat(rows).hasSizeGreaterThan(1).allSatisfy(row -> {
            assertThat(row.getBuffer("private_key") == null).isEqualTo(row.getOffsetDateTime("retired_at") != null);
            if (row.getBuffer("private_key") != null) {
                assertThat(box.isCurrent(row.getBuffer("private_key").getBytes()))
                        .isTrue();
            }
        });
        assertThat(gateway.get(P + "keys").toString()).doesNotContain("private");
    }

    @Test
    void aBuildIsFoundByItsImageWithItsPushAndItsStatement() {
        String digest = signed();
        UUID push = ids.next();
        UUID build = build(push, digest);

        JsonNode found = gateway.get("/internal/v1/provenance?image=" + digest);

        assertThat(found.path("builds")).hasSize(1);
        JsonNode one = found.path("builds").path(0);
        assertThat(one.path("id").asText()).isEqualTo(build.toString());
        assertThat(one.path("images").path(0).path("statement").asBoolean()).isTrue();
        assertThat(one.path("images").path(0).path("reference").asText()).isEqualTo("registry/app:1");
        assertThat(found.path("pushes").path(0).path("id").asText()).isEqualTo(push.toString());
        assertThat(gateway.get("/internal/v1/provenance?builds=" + build).path("builds"))
                .hasSize(1);
        assertThat(gateway.get("/internal/v1/provenance?image=" + digest()).path("builds"))
                .isEmpty();
        assertThat(gateway.send("GET", "/internal/v1/provenance?builds=x", null).statusCode())
                .isEqualTo(422);
    }

    /** As the page of builds has it. */
    private static String documentedCommand() throws IOException {
        String page = Files.readString(Path.of("../docs/builds.md"));
        int start = page.indexOf("    python3 -c");
        return page.substring(start, page.indexOf("# Verified OK", start))
                .replace("\n    ", "\n")
                .strip();
    }

    private boolean isValid(String digest) {
        return dispatcher
                .post("/internal/v1/statement-verifications", Map.of("workspace", "default", "digest", digest))
                .path("valid")
                .asBoolean();
    }

    private String signed() {
        String digest = digest();
        var step = new ImageStep(
                "registry/app", "1", List.of(), "auto", ".", Map.of(), Map.of(), null, null, false, false);
        var origin = new Origin(
                new Source("default", "app", "refs/heads/main", "c0ffee"),
                "https://git/app.git",
                step,
                List.of(),
                ids.next(),
                null);
        statements.sign(origin, digest).await().atMost(STATEMENT);
        return digest;
    }

    private String digest() {
        String half = HexFormat.of().toHexDigits(ids.next().getLeastSignificantBits());
        return "sha256:" + half.repeat(4);
    }

    /** As they were left behind. */
    private UUID build(UUID push, String digest) {
        UUID id = ids.next();
        var images = new JsonArray()
                .add(new JsonObject().put("reference", "registry/app:1").put("digest", digest));
        pool.preparedQuery(
                        "insert into pushes (workspace, id, project, ref, before, after, generation, outcome, build_id,"
                                + " received_at, recorded_at) values ('default', $1, 'traced', 'refs/heads/main', $2, $2, 1,"
                                + " 'BUILT', $3, now(), now())")
                .execute(Tuple.of(push, "c".repeat(40), id))
                .await()
                .atMost(STATEMENT);
        pool.preparedQuery("insert into builds (workspace, id, push_id, project, ref, commit, push, generation, state,"
                        + " images, stages, attempt, queued_at) values ('default', $1, $2, 'traced', 'refs/heads/main', $3,"
                        + " '{}', 1, 'SUCCEEDED', $4, '[]', 1, now())")
                .execute(Tuple.of(id, push, "c".repeat(40), images))
                .await()
                .atMost(STATEMENT);
        return id;
    }
}
