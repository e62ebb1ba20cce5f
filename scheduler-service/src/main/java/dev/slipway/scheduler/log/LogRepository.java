package dev.slipway.scheduler.log;

import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.scheduler.event.StorableText;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Table {@code logs}. */
@ApplicationScoped
class LogRepository {
    static final String COLUMNS = "l.id, l.name, l.level, l.message, l.timestamp, l.flow_run_id, l.task_run_id";

    private static final int PAGE = 1_000;
    private static final String INSERT = """
            insert into logs (id, workspace, timestamp, level, name, message, flow_run_id, task_run_id)
            select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::text[], $6::text[], $7::uuid[],
                $8::uuid[])
            on conflict do nothing
            """;
    private static final String NEXT =
            "select " + COLUMNS + " from logs l where l.workspace = $1 and l.flow_run_id = $2"
                    + " and (l.timestamp, l.id) > ($3, $4) order by l.timestamp, l.id limit " + PAGE;

    private final Pool pool;

    LogRepository(Pool pool) {
        this.pool = pool;
    }

    /** A line with what its batch says about all of them. */
    private record Received(LogsReceived batch, LogsReceived.Line line) {}

    /** Stores lines; those that are known change nothing. */
    Uni<Void> insert(SqlConnection tx, List<LogsReceived> batches) {
        var lines = batches.stream()
                .flatMap(batch -> batch.lines().stream().map(line -> new Received(batch, line)))
                .toList();
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = Tuple.tuple()
                .addArrayOfUUID(column(lines, of -> of.line.id(), UUID[]::new))
                .addArrayOfString(column(lines, of -> of.batch.workspace(), String[]::new))
                .addArrayOfOffsetDateTime(
                        column(lines, of -> WireTimes.column(of.line.timestamp()), OffsetDateTime[]::new))
                .addArrayOfInteger(column(lines, of -> of.line.level(), Integer[]::new))
                .addArrayOfString(column(lines, of -> StorableText.of(of.line.name()), String[]::new))
                .addArrayOfString(column(lines, of -> StorableText.of(of.line.message()), String[]::new))
                .addArrayOfUUID(column(lines, of -> of.batch.flowRunId(), UUID[]::new))
                .addArrayOfUUID(column(lines, of -> of.line.taskRunId(), UUID[]::new));
        return tx.preparedQuery(INSERT).execute(rows).replaceWithVoid();
    }

    /** All lines of a flow run, oldest first, read in pages as they are wanted. */
    Multi<List<LogLine>> all(String workspace, UUID flowRunId) {
        var start = new Object() {
            Instant time = Instant.EPOCH;
            UUID id = new UUID(0, 0);
        };
        return Multi.createBy()
                .repeating()
                .uni(() -> pool.preparedQuery(NEXT)
                        .execute(Tuple.of(workspace, flowRunId, WireTimes.column(start.time), start.id))
                        .map(Listing.each(LogRepository::read))
                        .invoke(lines -> {
                            if (!lines.isEmpty()) {
                                start.time = lines.getLast().timestamp();
                                start.id = lines.getLast().id();
                            }
                        }))
                .whilst(lines -> lines.size() == PAGE);
    }

    static LogLine read(Row row) {
        Instant time = row.getOffsetDateTime("timestamp").toInstant();
        return new LogLine(
                row.getUUID("id"),
                time,
                time,
                row.getString("name"),
                row.getInteger("level"),
                row.getString("message"),
                time,
                row.getUUID("flow_run_id"),
                row.getUUID("task_run_id"));
    }

    private static <T> T[] column(List<Received> lines, Function<Received, ? extends T> value, IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }
}
