package dev.slipway.scheduler.query;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs {@link ListQuery}s. */
@ApplicationScoped
public class Listing {
    private final Pool pool;
    private final Clock clock;

    Listing(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** What the filters of {@code body} describe, now. */
    public ListQuery query(Target target, String workspace, @Nullable JsonObject body) {
        return ListQuery.of(target, workspace, body, clock.instant());
    }

    /** A page of a list in the shape that clients read. */
    public record Page<T>(List<T> results, long count, int limit, long pages, int page) {}

    /**
     * The rows that a query describes, in the order that the body asks for.
     *
     * @param columns what to select
     * @param reader makes the objects; gets all rows at once
     */
    public <T> Uni<List<T>> list(
            ListQuery query,
            @Nullable JsonObject body,
            String defaultSort,
            String columns,
            Function<RowSet<Row>, List<T>> reader) {
        var sql = "select " + columns + query.fromWhere() + query.page(body, defaultSort);
        return pool.preparedQuery(sql).execute(query.bindings().values()).map(reader);
    }

    /** The ids of the rows that a bulk call is about, at most {@link BulkRequest#MAX_LIMIT}. */
    public Uni<List<UUID>> ids(Target target, String workspace, @Nullable JsonObject body, String sort) {
        var limited = BulkRequest.limited(body);
        var query = query(target, workspace, limited);
        return list(query, limited, sort, target.alias() + ".id", each(row -> row.getUUID("id")));
    }

    /** How many rows a query describes. */
    public Uni<Long> count(ListQuery query) {
        return pool.preparedQuery("select count(*)" + query.fromWhere())
                .execute(query.bindings().values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A page with its number and the number of all. */
    public <T> Uni<Page<T>> paginate(@Nullable JsonObject body, Uni<Long> count, Uni<List<T>> results) {
        int limit = ListQuery.limit(body);
        int page = ListQuery.pageNumber(body);
        return Uni.combine()
                .all()
                .unis(count, results)
                .asTuple()
                .map(both -> new Page<>(
                        both.getItem2(),
                        both.getItem1(),
                        limit,
                        limit == 0 ? 0 : Math.ceilDiv(both.getItem1(), limit),
                        page));
    }

    /** Makes a reader of all rows from a reader of one. */
    public static <T> Function<RowSet<Row>, List<T>> each(Function<Row, T> reader) {
        return rows ->
                StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    /** The body with the offset that its page number means. */
    public static JsonObject paged(@Nullable JsonObject body) {
        var asked = body == null ? new JsonObject() : body.copy();
        return asked.put("offset", (ListQuery.pageNumber(asked) - 1) * ListQuery.limit(asked));
    }
}
