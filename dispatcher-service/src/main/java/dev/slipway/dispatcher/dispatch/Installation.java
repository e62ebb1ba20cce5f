package dev.slipway.dispatcher.dispatch;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The name that tells our containers from those of another installation on the same engine. */
@ApplicationScoped
public class Installation {
    private final Optional<String> configured;
    private final Pool pool;
    private volatile @Nullable String name;

    Installation(@ConfigProperty(name = "slipway.dispatcher.installation") Optional<String> configured, Pool pool) {
        this.configured = configured;
        this.pool = pool;
    }

    /** As configured, else the id that the database got when it was made. May block the first time. */
    public String name() {
        String known = name;
        if (known == null) {
            known = configured.orElseGet(this::read);
            name = known;
        }
        return known;
    }

    private String read() {
        return pool.query("select id from installation")
                .execute()
                .map(rows -> rows.iterator().next().getUUID("id").toString())
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
