package dev.slipway.scheduler.block;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sealing.MasterKeys;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ResealingIT {
    private static final String PURPOSE = "slipway scheduler secrets v1";
    private static final String OLD = Base64.getEncoder()
            .encodeToString("an old key of a test, 32 bytes!!".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    private static final String NEXT = Base64.getEncoder()
            .encodeToString("the next key of this test, 32 b!".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    @Inject
    Pool pool;

    @Test
    void whatAnOlderKeySealedIsSealedWithTheCurrentOneAtTheNextStart() {
        var id = UUID.fromString(Blocks.withSecret("token").with("mine", new JsonObject()));
        var before = data(OLD, Optional.empty());
        store(id, before.seal(id, Map.of("token", "t")));
        var rotated = data(NEXT, Optional.of(List.of(OLD)));

        int changed = new Resealing(rotated, pool).resealAll();

        assertThat(changed).isPositive();
        assertThat(data(NEXT, Optional.empty()).open(id, stored(id))).isEqualTo(Map.of("token", "t"));
        assertThat(before.open(id, stored(id))).isNull();
        assertThat(new Resealing(data(NEXT, Optional.empty()), pool).resealAll())
                .isZero();
    }

    @Test
    void aDocumentWhoseKeyIsLostIsSaidToBeSoAndDoesNotHideTheOthers() {
        var block = Blocks.withSecret("token");
        var lost = UUID.fromString(block.with("lost", new JsonObject().put("token", "t")));
        block.with("safe", new JsonObject().put("url", "u"));
        store(lost, data(OLD, Optional.empty()).seal(lost, Map.of("token", "t")));

        var list = get("/api/block_types/slug/" + block.slug() + "/block_documents?include_secrets=true");

        assertThat(list.getList("name")).containsExactly("lost", "safe");
        assertThat(list.getMap("[0].data")).isEmpty();
        var asked = request().get("/api/block_documents/" + lost + "?include_secrets=true");
        assertThat(asked.statusCode()).isEqualTo(500);
        assertThat(asked.jsonPath().getString("detail")).contains("SLIPWAY_OLD_MASTER_KEYS");
        request().delete("/api/block_documents/" + lost).then().statusCode(204);
    }

    private static SealedData data(String current, Optional<List<String>> old) {
        return new SealedData(MasterKeys.of(Optional.of(current), old).box(PURPOSE));
    }

    private void store(UUID id, Buffer data) {
        pool.preparedQuery("update block_documents set data = $2 where id = $1")
                .execute(Tuple.tuple().addUUID(id).addBuffer(data))
                .await()
                .indefinitely();
    }

    private Buffer stored(UUID id) {
        return pool.preparedQuery("select data from block_documents where id = $1")
                .execute(Tuple.of(id))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getBuffer("data");
    }
}
