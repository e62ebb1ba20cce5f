package dev.slipway.scheduler.block;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Seals documents again that an older key sealed, once per start, so that the older key can go. */
@ApplicationScoped
class Resealing {
    private static final Logger LOG = Logger.getLogger(Resealing.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final UUID FIRST = new UUID(0, 0);
    private static final int BATCH = 100;

    private final SealedData sealed;
    private final Pool pool;

    Resealing(SealedData sealed, Pool pool) {
        this.sealed = sealed;
        this.pool = pool;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("resealing").start(() -> {
            try {
                int changed = resealAll();
                if (changed > 0) {
                    LOG.infof("sealed %d block documents with the current key", changed);
                }
            } catch (RuntimeException e) {
                LOG.warn("block documents are not all sealed with the current key; the next start tries again", e);
            }
        });
    }

    /** How many were sealed again; another replica may do the same at the same time. */
    int resealAll() {
        var mark = sealed.mark();
        int changed = 0;
        var last = mark == null ? null : FIRST;
        while (mark != null && last != null) {
            var batch = batch(mark, last);
            changed += batch.stream().mapToInt(this::reseal).sum();
            last = batch.isEmpty() ? null : batch.getLast().getUUID("id");
        }
        return changed;
    }

    private List<Row> batch(Buffer mark, UUID after) {
        return await(pool.preparedQuery("select id, data from block_documents"
                                + " where id > $1 and substring(data from 1 for $2) <> $3 order by id limit $4")
                        .execute(Tuple.tuple()
                                .addUUID(after)
                                .addInteger(mark.length())
                                .addBuffer(mark)
                                .addInteger(BATCH)))
                .stream()
                .toList();
    }

    private int reseal(Row row) {
        @Nullable Buffer again = sealed.resealed(row.getUUID("id"), row.getBuffer("data"));
        return again == null
                ? 0
                : await(pool.preparedQuery("update block_documents set data = $3 where id = $1 and data = $2")
                                .execute(Tuple.tuple()
                                        .addUUID(row.getUUID("id"))
                                        .addBuffer(row.getBuffer("data"))
                                        .addBuffer(again)))
                        .rowCount();
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(STATEMENT);
    }
}
