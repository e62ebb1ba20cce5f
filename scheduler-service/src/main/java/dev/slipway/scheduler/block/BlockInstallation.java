package dev.slipway.scheduler.block;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.json.WireTimes;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/** Gives a workspace the block types of the catalog, once; after that they are its own. */
@ApplicationScoped
class BlockInstallation {
    private static final String WORKSPACE = "default";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final BlockTypeRepository types;
    private final BlockSchemas schemas;
    private final Transactions transactions;
    private final Clock clock;

    BlockInstallation(BlockTypeRepository types, BlockSchemas schemas, Transactions transactions, Clock clock) {
        this.types = types;
        this.schemas = schemas;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Before the first request: users make documents of these types before any client has registered one. */
    void start(@Observes StartupEvent event) {
        install(WORKSPACE, BlockCatalog.read()).await().atMost(LONGEST);
    }

    /** False if the workspace has this catalog already. Of several replicas one does it, the others wait for it. */
    Uni<Boolean> install(String workspace, BlockCatalog catalog) {
        return transactions.run(tx -> isNew(tx, workspace, catalog)
                .chain(isNew -> isNew
                        ? put(tx, workspace, catalog).replaceWith(true)
                        : Uni.createFrom().item(false)));
    }

    /** Puts those that can't be deleted into the form in which the catalog has them. */
    Uni<Void> installProtected(String workspace) {
        return transactions.run(tx -> put(tx, workspace, BlockCatalog.read().protectedOnes()));
    }

    private Uni<Boolean> isNew(SqlConnection tx, String workspace, BlockCatalog catalog) {
        return tx.preparedQuery("insert into block_installations as i (workspace, catalog, installed)"
                        + " values ($1, $2, $3) on conflict (workspace) do update"
                        + " set catalog = excluded.catalog, installed = excluded.installed"
                        + " where i.catalog <> excluded.catalog")
                .execute(Tuple.of(workspace, catalog.digest(), WireTimes.column(clock.instant())))
                .map(changed -> changed.rowCount() > 0);
    }

    private Uni<Void> put(SqlConnection tx, String workspace, BlockCatalog catalog) {
        return types.put(tx, workspace, catalog.types(), catalog.protectedSlugs())
                .chain(() -> Multi.createFrom()
                        .iterable(catalog.schemas())
                        .onItem()
                        .transformToUniAndConcatenate(schema -> types.named(tx, workspace, schema.slug())
                                .chain(type -> schemas.put(
                                        tx,
                                        workspace,
                                        schema.of(type.orElseThrow().id()),
                                        schema.checksum())))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }
}
