package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The table {@code build_log}. */
@ApplicationScoped
public class BuildLog {
    /** A line counts only while its attempt holds the build. */
    private static final String INSERT = "insert into build_log (workspace, build_id, seq, at, stage, text)"
            + " select workspace, id, $4, $5, $6, $7 from builds"
            + " where id = $1 and lease_owner = $2 and attempt = $3 and state = 'RUNNING'";

    private static final String LAST = "select coalesce(max(seq), 0) as seq from build_log where build_id = $1";
    private static final String PAGE = "select seq, at, stage, text from build_log"
            + " where workspace = $1 and build_id = $2 and seq > $3 order by seq limit $4";

    private final Pool pool;

    BuildLog(Pool pool) {
        this.pool = pool;
    }

    /** Keeps lines; those of an attempt that lost its lease are dropped. */
    public Uni<Void> append(Lease lease, List<LogLine> lines) {
        List<Tuple> rows = lines.stream().map(line -> row(lease, line)).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Lease lease, LogLine line) {
        return Tuple.from(new Object[] {
            lease.buildId(),
            lease.owner(),
            lease.attempt(),
            line.seq(),
            OffsetDateTime.ofInstant(line.at(), ZoneOffset.UTC),
            line.stage().name(),
            line.text().replace("\0", "")
        });
    }

    /** The number of the last line; 0 if there is none. */
    public Uni<Long> lastSeq(UUID buildId) {
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(buildId))
                .map(rows -> rows.iterator().next().getLong("seq"));
    }

    Uni<List<LogLine>> page(String workspace, UUID buildId, long after, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(workspace, buildId, after, limit))
                .map(rows -> rows.stream().map(BuildLog::line).toList());
    }

    private static LogLine line(Row row) {
        return new LogLine(
                row.getLong("seq"),
                row.getOffsetDateTime("at").toInstant(),
                BuildStage.valueOf(row.getString("stage")),
                row.getString("text"));
    }
}
