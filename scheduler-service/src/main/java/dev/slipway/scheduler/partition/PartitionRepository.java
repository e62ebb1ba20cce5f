package dev.slipway.scheduler.partition;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The partitions of the database. Names come from {@link Days} alone, never from a request. */
@ApplicationScoped
class PartitionRepository {
    /** Replicas take turns; waiting longer than this for a table would hold up its writers. */
    private static final String TURN =
            "select pg_advisory_xact_lock(hashtext('partitions ' || current_schema())), set_config('lock_timeout', '5s', true)";

    private static final String EXISTING =
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::text::regclass";

    private final Pool pool;

    PartitionRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<String>> existing(String table) {
        return pool.preparedQuery(EXISTING).execute(Tuple.of(table)).map(rows -> {
            var names = new ArrayList<String>();
            rows.forEach(row -> names.add(row.getString(0)));
            return names;
        });
    }

    /** Makes the day's partition and moves there what the default partition took in its place. */
    Uni<Void> make(Days days, LocalDate day) {
        String table = days.table();
        String partition = days.partition(day);
        String inDay = "%s >= '%sT00:00:00Z' and %s < '%sT00:00:00Z'";
        String column = "events".equals(table) ? "occurred" : "timestamp";
        String moved = inDay.formatted(column, day, column, day.plusDays(1));
        return inTurn(
                "lock table " + table + "_default in access exclusive mode",
                "create table if not exists " + partition + " (like " + table
                        + " including defaults including constraints)",
                "with moved as (delete from " + table + "_default where " + moved + " returning *) insert into "
                        + partition + " select * from moved",
                "alter table " + table + " attach partition " + partition + " for values from ('" + day
                        + "T00:00:00Z') to ('" + day.plusDays(1) + "T00:00:00Z')");
    }

    Uni<Void> drop(String partition) {
        return inTurn("drop table if exists " + partition);
    }

    /** Deletes what the default partition has from before a day. */
    Uni<Void> clearDefault(Days days, LocalDate firstKept) {
        String column = "events".equals(days.table()) ? "occurred" : "timestamp";
        return pool.preparedQuery("delete from " + days.table() + "_default where " + column + " < $1")
                .execute(Tuple.of(firstKept.atStartOfDay().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Void> inTurn(String... statements) {
        return pool.withTransaction(tx -> tx.query(TURN).execute().chain(() -> inOrder(tx, List.of(statements))));
    }

    private static Uni<Void> inOrder(SqlConnection tx, List<String> statements) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(sql -> tx.query(sql).execute())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
