package dev.slipway.gateway.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.slipway.contracts.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The gateway's own part: which deliveries were taken. */
@ApplicationScoped
class DeliveryRepository {
    private static final String OF_PUSHES = "select push_id, project, ref, before_commit, after_commit, received_at"
            + " from pushes where workspace = $1 and push_id = any($2) order by seq desc";

    private final Pool pool;

    DeliveryRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<ArrayNode> of(String workspace, UUID[] pushes) {
        return pool.preparedQuery(OF_PUSHES)
                .execute(Tuple.of(workspace, pushes))
                .map(rows -> {
                    ArrayNode deliveries = Json.MAPPER.createArrayNode();
                    rows.forEach(row -> deliveries
                            .addObject()
                            .put("pushId", row.getUUID("push_id").toString())
                            .put("project", row.getString("project"))
                            .put("ref", row.getString("ref"))
                            .put("before", row.getString("before_commit"))
                            .put("after", row.getString("after_commit"))
                            .put(
                                    "receivedAt",
                                    row.getOffsetDateTime("received_at")
                                            .toInstant()
                                            .toString()));
                    return deliveries;
                });
    }
}
