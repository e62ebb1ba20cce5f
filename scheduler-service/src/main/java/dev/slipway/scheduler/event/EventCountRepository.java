package dev.slipway.scheduler.event;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.StreamSupport;

/** Counts of events, by what they have in common. */
@ApplicationScoped
class EventCountRepository {
    private static final String RESOURCE_LABEL =
            "coalesce(e.resource ->> 'prefect.resource.name', e.resource ->> 'prefect.name', e.resource_id)";

    private final Pool pool;

    EventCountRepository(Pool pool) {
        this.pool = pool;
    }

    /** How many events have {@code value} in common, and when the first and the last of them happened. */
    record EventCount(String value, String label, long count, Instant startTime, Instant endTime) {}

    Uni<List<EventCount>> count(String countable, String workspace, EventFilter filter, Instant now, TimeSpans spans) {
        return switch (countable) {
            case "time" -> byTime(workspace, filter, now, spans);
            case "day" -> byTime(workspace, filter, now, TimeSpans.of("day", 1));
            case "event" -> byValue(workspace, filter, now, "e.event", "e.event");
            case "resource" -> byValue(workspace, filter, now, "e.resource_id", RESOURCE_LABEL);
            default -> throw ApiProblem.invalid("Events are counted by day, time, event or resource.");
        };
    }

    /** The newest label of each value counts. */
    private Uni<List<EventCount>> byValue(
            String workspace, EventFilter filter, Instant now, String value, String label) {
        var conditions = filter.conditions(workspace, now);
        String sql = "select " + value + " as value, (array_agg(" + label + " order by e.occurred desc))[1] as label,"
                + " count(*) as count, min(e.occurred) as start_time, max(e.occurred) as end_time from events e where "
                + conditions.all() + " group by 1 order by count desc, label";
        return pool.preparedQuery(sql).execute(conditions.tuple()).map(EventCountRepository::read);
    }

    private Uni<List<EventCount>> byTime(String workspace, EventFilter filter, Instant now, TimeSpans spans) {
        Instant until = filter.until(now).isAfter(now) ? now : filter.until(now);
        List<Long> numbers = spans.between(filter.since(now), until);
        var conditions = filter.conditions(workspace, now);
        String number = "div(floor(extract(epoch from e.occurred) * 1000) - "
                + conditions.bind(TimeSpans.PIVOT.toEpochMilli()) + "::bigint, "
                + conditions.bind(spans.length().toMillis()) + "::bigint)::bigint";
        String sql = "select " + number + " as number, count(*) as count from events e where " + conditions.all()
                + " group by 1";
        return pool.preparedQuery(sql).execute(conditions.tuple()).map(rows -> {
            var counts = new HashMap<Long, Long>();
            rows.forEach(row -> counts.put(row.getLong("number"), row.getLong("count")));
            return numbers.stream()
                    .map(span -> inSpan(spans, span, counts.getOrDefault(span, 0L)))
                    .toList();
        });
    }

    private static EventCount inSpan(TimeSpans spans, long number, long count) {
        Instant start = spans.start(number);
        return new EventCount(Long.toString(number), WireTimes.format(start), count, start, spans.end(number));
    }

    private static List<EventCount> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new EventCount(
                        row.getString("value"),
                        row.getString("label"),
                        row.getLong("count"),
                        row.getOffsetDateTime("start_time").toInstant(),
                        row.getOffsetDateTime("end_time").toInstant()))
                .toList();
    }
}
