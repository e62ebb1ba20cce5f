package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which runs take the slots of pools and queues: those that are Pending or Running. */
@ApplicationScoped
class ConcurrencyStatus {
    private static final String HOLDERS = """
            select r.id, r.name, r.state_type, r.state_name, r.start_time, r.state_timestamp,
                count(*) over () as number
            from flow_runs r where r.work_queue_id = $1 and r.state_type in ('PENDING', 'RUNNING')
            order by r.id limit $2 offset $3""";

    private static final String QUEUES = """
            select q.id, q.name, q.concurrency_limit,
                (select count(*) from flow_runs r where r.work_queue_id = q.id and r.state_type in ('PENDING', 'RUNNING'))
                    as active
            from work_queues q where q.work_pool_id = $1 order by q.name""";

    private final Pool pool;
    private final Clock clock;

    ConcurrencyStatus(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * A run that takes a slot.
     *
     * @param timeInCurrentState seconds
     */
    record Holder(
            UUID id,
            String name,
            String stateType,
            String stateName,
            @Nullable Instant startTime,
            @Nullable Instant stateTimestamp,
            @Nullable Double timeInCurrentState) {}

    /** A queue, with a page of its runs. */
    record OfQueue(
            long activeSlots,
            @Nullable Integer concurrencyLimit,
            List<Holder> flowRuns,
            long count,
            int limit,
            long pages,
            int page) {}

    /** A queue as a part of its pool. */
    record QueuePart(
            UUID queueId,
            String queueName,
            long activeSlots,
            @Nullable Integer concurrencyLimit,
            List<Holder> flowRuns,
            long flowRunCount) {}

    /** A pool, with a page of its queues. */
    record OfPool(
            long activeSlots,
            @Nullable Integer concurrencyLimit,
            List<QueuePart> queues,
            int count,
            int limit,
            int pages,
            int page) {}

    Uni<OfQueue> of(WorkQueue queue, @Nullable JsonObject body) {
        int limit = ListQuery.limit(body);
        int page = ListQuery.pageNumber(body);
        return holders(queue.id(), limit, (page - 1) * limit)
                .map(found -> new OfQueue(
                        found.count(),
                        queue.concurrencyLimit(),
                        found.runs(),
                        found.count(),
                        limit,
                        limit == 0 ? 0 : Math.ceilDiv(found.count(), limit),
                        page));
    }

    Uni<OfPool> of(WorkPool workPool, @Nullable JsonObject body) {
        int limit = ListQuery.limit(body);
        int page = ListQuery.pageNumber(body);
        int runs = Math.clamp(ListQuery.number(body, "flow_run_limit", 10), 0, ListQuery.MAX_LIMIT);
        return pool.preparedQuery(QUEUES)
                .execute(Tuple.of(workPool.id()))
                .map(Listing.each(ConcurrencyStatus::part))
                .chain(all -> withRuns(
                                all.stream()
                                        .skip((long) (page - 1) * limit)
                                        .limit(limit)
                                        .toList(),
                                runs)
                        .map(shown -> new OfPool(
                                all.stream().mapToLong(QueuePart::activeSlots).sum(),
                                workPool.concurrencyLimit(),
                                shown,
                                all.size(),
                                limit,
                                limit == 0 ? 0 : Math.ceilDiv(all.size(), limit),
                                page)));
    }

    private Uni<List<QueuePart>> withRuns(List<QueuePart> parts, int runs) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> holders(part.queueId(), runs, 0)
                        .map(found -> new QueuePart(
                                part.queueId(),
                                part.queueName(),
                                part.activeSlots(),
                                part.concurrencyLimit(),
                                found.runs(),
                                part.activeSlots())))
                .collect()
                .asList();
    }

    private record Holders(List<Holder> runs, long count) {}

    private Uni<Holders> holders(UUID queueId, int limit, int offset) {
        var now = clock.instant();
        return pool.preparedQuery(HOLDERS)
                .execute(Tuple.of(queueId, limit, offset))
                .map(rows -> new Holders(
                        Listing.each(row -> holder(row, now)).apply(rows),
                        rows.size() == 0 ? 0 : rows.iterator().next().getLong("number")));
    }

    private static QueuePart part(Row row) {
        long active = row.getLong("active");
        return new QueuePart(
                row.getUUID("id"),
                row.getString("name"),
                active,
                row.getInteger("concurrency_limit"),
                List.of(),
                active);
    }

    private static Holder holder(Row row, Instant now) {
        Instant since = WireTimes.instant(row.getOffsetDateTime("state_timestamp"));
        return new Holder(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("state_type"),
                row.getString("state_name"),
                WireTimes.instant(row.getOffsetDateTime("start_time")),
                since,
                since == null ? null : Duration.between(since, now).toMillis() / 1000.0);
    }
}
