package dev.slipway.scheduler.automation;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code automations}, {@code automation_resources}, {@code automation_watches}, {@code automation_generation}. */
@ApplicationScoped
public class AutomationRepository {
    /** Named, since statements stay prepared while replicas of another version add columns. */
    private static final String COLUMNS =
            "au.id, au.workspace, au.created, au.updated, au.name, au.description, au.enabled, au.tags,"
                    + " au.trigger, au.actions, au.actions_on_trigger, au.actions_on_resolve";

    private static final String SAVE = """
            insert into automations (id, workspace, name, description, enabled, tags, trigger, actions, actions_on_trigger,
                actions_on_resolve, created, updated)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (id) do update set name = $3, description = $4, enabled = $5, tags = $6, trigger = $7, actions = $8,
                actions_on_trigger = $9, actions_on_resolve = $10, updated = $12""";
    private static final String RELATE = """
            insert into automation_resources (automation_id, resource_id, is_owner)
            select $1, unnest($2::text[]), $3
            on conflict (automation_id, resource_id) do update
            set is_owner = automation_resources.is_owner or excluded.is_owner""";

    private final Pool pool;
    private final Listing listing;

    AutomationRepository(Pool pool, Listing listing) {
        this.pool = pool;
        this.listing = listing;
    }

    /** A number that changes with every change of any automation. */
    public Uni<Long> generation(SqlClient client) {
        return client.query("select generation from automation_generation")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The same, as last committed. */
    public Uni<Long> generation() {
        return generation(pool);
    }

    /** All that are to be evaluated, of all workspaces. */
    public Uni<List<Automation>> enabled(SqlClient client) {
        return client.query("select " + COLUMNS + " from automations au where enabled order by id")
                .execute()
                .map(Listing.each(AutomationRepository::read));
    }

    /** Locks those that still exist and are enabled, in one order; answers which. */
    public Uni<Set<UUID>> lockEnabled(SqlConnection tx, Collection<UUID> ids) {
        return tx.preparedQuery(
                        "select id from automations where id = any($1) and enabled order by id for no key update")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows ->
                        new HashSet<>(Listing.each(row -> row.getUUID("id")).apply(rows)));
    }

    /** The automation, locked until the transaction ends. */
    public Uni<Optional<Automation>> findForUpdate(SqlConnection tx, String workspace, UUID id) {
        return one(
                tx,
                "select " + COLUMNS + " from automations au where workspace = $1 and id = $2 for no key update",
                workspace,
                id);
    }

    Uni<Optional<Automation>> find(String workspace, UUID id) {
        return one(pool, "select " + COLUMNS + " from automations au where workspace = $1 and id = $2", workspace, id);
    }

    Uni<List<Automation>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", COLUMNS, Listing.each(AutomationRepository::read));
    }

    Uni<List<Automation>> relatedTo(String workspace, String resource) {
        return pool.preparedQuery("select " + COLUMNS
                        + " from automations au join automation_resources r on r.automation_id = au.id"
                        + " where au.workspace = $1 and r.resource_id = $2 order by au.name, au.id")
                .execute(Tuple.of(workspace, resource))
                .map(Listing.each(AutomationRepository::read));
    }

    Uni<List<Automation>> ownedBy(SqlConnection tx, String workspace, String resource) {
        return tx.preparedQuery("select " + COLUMNS
                        + " from automations au where au.workspace = $1 and au.id in (select automation_id"
                        + " from automation_resources where resource_id = $2 and is_owner) order by au.id"
                        + " for no key update")
                .execute(Tuple.of(workspace, resource))
                .map(Listing.each(AutomationRepository::read));
    }

    Uni<Void> save(SqlConnection tx, Automation automation) {
        var row = Tuple.tuple()
                .addUUID(automation.id())
                .addString(automation.workspace())
                .addString(automation.name())
                .addString(automation.description())
                .addBoolean(automation.enabled())
                .addArrayOfString(automation.tags().toArray(String[]::new))
                .addJsonObject(automation.trigger())
                .addJsonArray(automation.actions())
                .addJsonArray(automation.actionsOnTrigger())
                .addJsonArray(automation.actionsOnResolve())
                .addOffsetDateTime(WireTimes.column(automation.created()))
                .addOffsetDateTime(WireTimes.column(automation.updated()));
        return tx.preparedQuery(SAVE).execute(row).chain(() -> changed(tx));
    }

    Uni<Void> delete(SqlConnection tx, UUID id) {
        return tx.preparedQuery("delete from automations where id = $1")
                .execute(Tuple.of(id))
                .chain(() -> changed(tx));
    }

    /** Relates the automation to these deployments, and to no other one that it does not belong to. */
    Uni<Void> relateToDeployments(SqlConnection tx, UUID id, Set<UUID> deployments) {
        var resources = deployments.stream()
                .map(deployment -> "prefect.deployment." + deployment)
                .toArray(String[]::new);
        return tx.preparedQuery("delete from automation_resources where automation_id = $1"
                        + " and resource_id like 'prefect.deployment.%' and not is_owner")
                .execute(Tuple.of(id))
                .chain(() -> relate(tx, id, resources, false));
    }

    /** Makes it belong to a resource. */
    Uni<Void> giveTo(SqlConnection tx, UUID id, String resource) {
        return relate(tx, id, new String[] {resource}, true);
    }

    private static Uni<Void> relate(SqlConnection tx, UUID id, String[] resources, boolean isOwner) {
        return tx.preparedQuery(RELATE)
                .execute(Tuple.tuple().addUUID(id).addArrayOfString(resources).addBoolean(isOwner))
                .replaceWithVoid();
    }

    /** Nothing that its triggers have seen is needed any more. */
    Uni<Void> forgetSeen(SqlConnection tx, UUID id) {
        return tx.preparedQuery("delete from automation_buckets where automation_id = $1")
                .execute(Tuple.of(id))
                .chain(() -> tx.preparedQuery("delete from automation_child_firings where automation_id = $1")
                        .execute(Tuple.of(id)))
                .replaceWithVoid();
    }

    /** From that time on these of its triggers are looked at, and no others. */
    Uni<Void> watch(SqlConnection tx, UUID id, UUID[] triggers, Instant from) {
        return tx.preparedQuery("delete from automation_watches where automation_id = $1")
                .execute(Tuple.of(id))
                .chain(() -> tx.preparedQuery("insert into automation_watches (trigger_id, automation_id, next_look)"
                                + " select unnest($1::uuid[]), $2, $3")
                        .execute(Tuple.tuple()
                                .addArrayOfUUID(triggers)
                                .addUUID(id)
                                .addOffsetDateTime(WireTimes.column(from))))
                .replaceWithVoid();
    }

    private static Uni<Void> changed(SqlConnection tx) {
        return tx.query("update automation_generation set generation = generation + 1")
                .execute()
                .replaceWithVoid();
    }

    private static Uni<Optional<Automation>> one(SqlClient client, String sql, String workspace, UUID id) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(workspace, id))
                .map(rows -> Listing.each(AutomationRepository::read).apply(rows).stream()
                        .findFirst());
    }

    private static Automation read(Row row) {
        return new Automation(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("enabled"),
                List.of(row.getArrayOfStrings("tags")),
                row.getJsonObject("trigger"),
                row.getJsonArray("actions"),
                row.getJsonArray("actions_on_trigger"),
                row.getJsonArray("actions_on_resolve"));
    }
}
