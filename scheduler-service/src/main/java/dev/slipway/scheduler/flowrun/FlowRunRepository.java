package dev.slipway.scheduler.flowrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Table {@code flow_runs} and the states of its rows. */
@ApplicationScoped
public class FlowRunRepository {
    /** What {@link #read} needs, for queries of other packages over the alias {@code r}. */
    public static final String COLUMNS = FlowRunRow.selected();

    private static final String INSERT = "insert into flow_runs (" + String.join(", ", FlowRunRow.COLUMNS)
            + ") values (" + placeholders() + ") on conflict (workspace, flow_id, idempotency_key) do nothing";
    private static final String UPDATE = "update flow_runs set "
            + IntStream.range(2, FlowRunRow.COLUMNS.size())
                    .mapToObj(i -> FlowRunRow.COLUMNS.get(i) + " = " + FlowRunRow.parameter(i))
                    .collect(Collectors.joining(", "))
            + " where id = $1 and workspace = $2";
    private static final String INSERT_STATE =
            "insert into flow_run_states (id, workspace, flow_run_id, type, name, timestamp, message, state_details, data)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9)";

    private final Pool pool;

    FlowRunRepository(Pool pool) {
        this.pool = pool;
    }

    /** The run, as last committed. */
    public Uni<Optional<FlowRun>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    /** The run, as the transaction sees it. */
    public Uni<Optional<FlowRun>> find(SqlClient client, String workspace, UUID id) {
        return one(
                client,
                "select " + COLUMNS + " from flow_runs r where workspace = $1 and id = $2",
                Tuple.of(workspace, id));
    }

    /** The run, locked until the transaction ends. */
    public Uni<Optional<FlowRun>> findForUpdate(SqlConnection tx, String workspace, UUID id) {
        return one(
                tx,
                "select " + COLUMNS + " from flow_runs r where workspace = $1 and id = $2 for update",
                Tuple.of(workspace, id));
    }

    /** The run that has the key already. */
    public Uni<Optional<FlowRun>> findByIdempotencyKey(SqlClient client, String workspace, UUID flowId, String key) {
        return one(
                client,
                "select " + COLUMNS
                        + " from flow_runs r where workspace = $1 and flow_id = $2 and idempotency_key = $3",
                Tuple.of(workspace, flowId, key));
    }

    /** Adds the run and its state; false if its idempotency key is taken, and nothing is added then. */
    public Uni<Boolean> insert(SqlConnection tx, FlowRun run) {
        return tx.preparedQuery(INSERT).execute(FlowRunRow.values(run)).chain(inserted -> {
            State state = run.state();
            if (inserted.rowCount() == 0 || state == null) {
                return Uni.createFrom().item(inserted.rowCount() > 0);
            }
            return insertState(tx, run, state).replaceWith(true);
        });
    }

    /** Writes the run as it is now; a new state needs {@link #insertState} too. */
    public Uni<Void> update(SqlConnection tx, FlowRun run) {
        return tx.preparedQuery(UPDATE).execute(FlowRunRow.values(run)).replaceWithVoid();
    }

    /** Adds a state to the run's history. */
    public Uni<Void> insertState(SqlConnection tx, FlowRun run, State state) {
        var row = Tuple.tuple()
                .addUUID(state.id())
                .addString(run.workspace())
                .addUUID(run.id())
                .addString(state.type().name())
                .addString(state.name())
                .addOffsetDateTime(WireTimes.column(state.timestamp()))
                .addString(state.message())
                .addString(WireJson.text(state.stateDetails()))
                .addValue(WireJson.jsonb(state.data()));
        return tx.preparedQuery(INSERT_STATE).execute(row).replaceWithVoid();
    }

    /** The run's states in the order in which it entered them. */
    Uni<List<State>> states(String workspace, UUID flowRunId) {
        return pool.preparedQuery("select s.* from flow_run_states s where s.workspace = $1 and s.flow_run_id = $2"
                        + " order by s.timestamp, s.id")
                .execute(Tuple.of(workspace, flowRunId))
                .map(Listing.each(FlowRunRow::readState));
    }

    /** One state of any run. */
    Uni<Optional<State>> state(String workspace, UUID id) {
        return pool.preparedQuery("select s.* from flow_run_states s where s.workspace = $1 and s.id = $2")
                .execute(Tuple.of(workspace, id))
                .map(rows ->
                        Listing.each(FlowRunRow::readState).apply(rows).stream().findFirst());
    }

    /** The runs of a query that selects {@link #COLUMNS}. */
    public static List<FlowRun> read(RowSet<io.vertx.mutiny.sqlclient.Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(FlowRunRow::read)
                .toList();
    }

    private static Uni<Optional<FlowRun>> one(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).map(rows -> read(rows).stream()
                .findFirst());
    }

    private static String placeholders() {
        return IntStream.range(0, FlowRunRow.COLUMNS.size())
                .mapToObj(FlowRunRow::parameter)
                .collect(Collectors.joining(", "));
    }
}
