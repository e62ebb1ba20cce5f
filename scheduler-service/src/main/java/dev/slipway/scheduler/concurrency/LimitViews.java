package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.json.WireJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Limits as clients read them, for other features. */
@ApplicationScoped
public class LimitViews {
    private final LimitRepository limits;

    LimitViews(LimitRepository limits) {
        this.limits = limits;
    }

    /** The limit with that id. */
    public Uni<Optional<JsonObject>> view(String workspace, UUID id) {
        return limits.find(workspace, id.toString()).map(found -> found.map(WireJson::object));
    }
}
