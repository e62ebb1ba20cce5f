package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.automation.AutomationRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;

/** The triggers as this replica has read them; read again when automations have changed, which is asked each time. */
@ApplicationScoped
class TriggerCache {
    private final AutomationRepository automations;
    private final Pool pool;
    private volatile Triggers read = Triggers.NONE;

    TriggerCache(AutomationRepository automations, Pool pool) {
        this.automations = automations;
        this.pool = pool;
    }

    /** As last committed. */
    Uni<Triggers> current() {
        return current(pool);
    }

    Uni<Triggers> current(SqlClient client) {
        return automations.generation(client).chain(generation -> {
            var known = read;
            return generation == known.generation()
                    ? Uni.createFrom().item(known)
                    : automations
                            .enabled(client)
                            .map(enabled -> Triggers.of(generation, enabled))
                            .invoke(fresh -> read = fresh);
        });
    }
}
