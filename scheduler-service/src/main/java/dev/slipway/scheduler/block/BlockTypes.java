package dev.slipway.scheduler.block;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.event.Lifecycle;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Block types change together with the events that say so. */
@ApplicationScoped
class BlockTypes {
    private static final String KIND = "block-type";

    private final BlockTypeRepository types;
    private final Lifecycle lifecycle;
    private final Transactions transactions;

    BlockTypes(BlockTypeRepository types, Lifecycle lifecycle, Transactions transactions) {
        this.types = types;
        this.lifecycle = lifecycle;
        this.transactions = transactions;
    }

    Uni<BlockType> create(String workspace, BlockTypeRequest asked) {
        return transactions.run(tx -> types.insert(tx, workspace, asked)
                .map(made -> made.orElseThrow(
                        () -> ApiProblem.conflict("Block type with name \"" + asked.name() + "\" already exists")))
                .call(made -> tell(tx, made, "created")));
    }

    /** Clients send what they know at each registration; only what differs is a change. */
    Uni<Void> update(String workspace, UUID id, JsonObject changes) {
        return transactions.run(tx -> found(tx, workspace, id)
                .chain(type -> differs(type, changes)
                        ? change(tx, type, changes)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> change(SqlConnection tx, BlockType type, JsonObject changes) {
        return types.update(tx, type, changes)
                .chain(() -> found(tx, type.workspace(), type.id()))
                .chain(changed -> tell(tx, changed, "updated"));
    }

    Uni<Void> delete(String workspace, UUID id) {
        return transactions.run(tx -> found(tx, workspace, id).chain(type -> {
            if (type.isProtected()) {
                throw ApiProblem.forbidden("protected block types cannot be deleted.");
            }
            return tell(tx, type, "deleted").chain(() -> types.delete(tx, type));
        }));
    }

    private Uni<BlockType> found(SqlConnection tx, String workspace, UUID id) {
        return types.find(tx, workspace, id).map(found -> found.orElseThrow(BlockTypes::notFound));
    }

    private static boolean differs(BlockType type, JsonObject changes) {
        var now = WireJson.object(type);
        return changes.fieldNames().stream()
                .anyMatch(field -> !Objects.equals(unescaped(now, field), unescaped(changes, field)));
    }

    private static @Nullable String unescaped(JsonObject fields, String field) {
        return BlockTypeRequest.unescaped(fields.getString(field));
    }

    private Uni<Void> tell(SqlConnection tx, BlockType type, String action) {
        var payload = WireJson.object(type).getMap();
        payload.keySet().removeAll(List.of("id", "created", "updated"));
        var subject = new Lifecycle.Subject(type.id(), type.name(), payload, List.of());
        return lifecycle.append(tx, type.workspace(), KIND, action, subject);
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("Block type not found");
    }
}
