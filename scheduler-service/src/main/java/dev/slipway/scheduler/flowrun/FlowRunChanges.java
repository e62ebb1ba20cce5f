package dev.slipway.scheduler.flowrun;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import dev.slipway.scheduler.retry.RetryWish;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Changes of a run that are no transition. */
@ApplicationScoped
public class FlowRunChanges {
    private final FlowRunRepository runs;
    private final Transactions transactions;
    private final Clock clock;

    FlowRunChanges(FlowRunRepository runs, Transactions transactions, Clock clock) {
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Changes what the body names. */
    Uni<Void> update(Caller caller, UUID id, JsonObject body) {
        return transactions.run(tx -> locked(tx, caller, id).chain(run -> {
            if (body.getValue("job_variables") != null && !takesJobVariables(run)) {
                throw ApiProblem.of(
                        400,
                        "Job variables for a flow run can only be updated while it is scheduled, and with a deployment.");
            }
            RetryWish.check(body.getValue("job_variables") instanceof JsonObject variables ? variables : null, 422);
            var update = PartialUpdate.of("flow_runs", body, clock.instant())
                    .text("name")
                    .text("flow_version")
                    .object("parameters")
                    .texts("tags")
                    .text("infrastructure_pid")
                    .object("job_variables");
            if (body.getValue("empirical_policy") instanceof JsonObject policy) {
                update.set("empirical_policy", merged(run.empiricalPolicy(), policy));
            }
            var sql = update.where(run.workspace(), run.id());
            return tx.preparedQuery(sql).execute(update.values()).replaceWithVoid();
        }));
    }

    /** What the client does not name is kept: it sends retries only, while pauses are the server's. */
    private static JsonObject merged(EmpiricalPolicy old, JsonObject given) {
        var merged = WireJson.object(old).mergeIn(given);
        return WireJson.object(WireJson.read(merged, EmpiricalPolicy.class));
    }

    private static boolean takesJobVariables(FlowRun run) {
        var state = run.state();
        return run.deploymentId() != null && state != null && state.type() == StateType.SCHEDULED;
    }

    /** Adds labels to those that there are. */
    Uni<Void> label(Caller caller, UUID id, JsonObject labels) {
        return transactions.run(tx -> locked(tx, caller, id)
                .chain(run -> tx.preparedQuery(
                                "update flow_runs set labels = labels || $3 where workspace = $1 and id = $2")
                        .execute(Tuple.of(run.workspace(), run.id(), labels)))
                .replaceWithVoid());
    }

    /** Removes the runs with their states, and gives back their slots; answers which there were. */
    Uni<List<UUID>> delete(String workspace, List<UUID> ids) {
        return transactions.run(tx -> delete(tx, workspace, ids));
    }

    /** The same within the caller's transaction. */
    public Uni<List<UUID>> delete(SqlConnection tx, String workspace, List<UUID> ids) {
        var which = Tuple.of(workspace, ids.toArray(UUID[]::new));
        return tx.preparedQuery("delete from concurrency_leases where workspace = $1 and holder_id = any($2)")
                .execute(which)
                .chain(() -> tx.preparedQuery(
                                "delete from flow_runs where workspace = $1 and id = any($2) returning id")
                        .execute(which))
                .map(Listing.each(row -> row.getUUID("id")));
    }

    /** An old attempt must not change what a newer one works on. */
    private Uni<FlowRun> locked(SqlConnection tx, Caller caller, UUID id) {
        return runs.findForUpdate(tx, caller.workspace(), id).map(found -> {
            var run = found.orElseThrow(() -> ApiProblem.notFound("Flow run not found"));
            var attempt = caller.attempt();
            if (attempt != null
                    && attempt.flowRunId().equals(id)
                    && attempt.number() < run.progress().attempt()) {
                throw ApiProblem.conflict("Attempt " + attempt.number() + " of this run was replaced by a newer one.");
            }
            return run;
        });
    }
}
