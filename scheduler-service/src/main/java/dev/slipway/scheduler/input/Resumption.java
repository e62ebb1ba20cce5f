package dev.slipway.scheduler.input;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.orchestration.Orchestrator;
import dev.slipway.scheduler.orchestration.Outcome;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schema.JsonSchemas;
import dev.slipway.scheduler.schema.JsonSchemas.Required;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends a pause: checks what the flow asked for, lets the run go on, and keeps the answer for it. */
@ApplicationScoped
public class Resumption {
    private final Transactions transactions;
    private final FlowRunRepository runs;
    private final FlowRunInputRepository inputs;
    private final Orchestrator orchestrator;
    private final Clock clock;
    private final Ids ids;

    Resumption(
            Transactions transactions,
            FlowRunRepository runs,
            FlowRunInputRepository inputs,
            Orchestrator orchestrator,
            Clock clock,
            Ids ids) {
        this.transactions = transactions;
        this.runs = runs;
        this.inputs = inputs;
        this.orchestrator = orchestrator;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What is answered.
     *
     * @param outcome empty for a run that is not paused
     * @param problem why the input is refused
     */
    public record Resumed(
            Optional<Outcome> outcome,
            @Nullable State current,
            @Nullable String problem) {
        static Resumed refused(State current, String problem) {
            return new Resumed(Optional.empty(), current, problem);
        }
    }

    Uni<Resumed> resume(UUID runId, @Nullable JsonObject given, Caller caller) {
        return transactions.run(tx -> resume(tx, runId, given, caller)).invoke(orchestrator::announce);
    }

    /** The same within the caller's transaction, who tells after its commit that runs changed. */
    public Uni<Resumed> resume(SqlConnection tx, UUID runId, @Nullable JsonObject given, Caller caller) {
        return runs.findForUpdate(tx, caller.workspace(), runId)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run with id " + runId + " not found")))
                .chain(run -> resume(tx, run, given, caller));
    }

    private Uni<Resumed> resume(SqlConnection tx, FlowRun run, @Nullable JsonObject given, Caller caller) {
        State state = run.state();
        if (state == null || state.type() != StateType.PAUSED) {
            return Uni.createFrom().item(new Resumed(Optional.empty(), null, null));
        }
        JsonObject keyset = state.stateDetails().runInputKeyset();
        JsonObject input = given == null ? new JsonObject() : given;
        if (keyset == null) {
            return goOn(tx, run, state, caller).map(outcome -> new Resumed(Optional.of(outcome), null, null));
        }
        return problem(tx, run, keyset, input)
                .chain(problem -> problem.isPresent()
                        ? Uni.createFrom().item(Resumed.refused(state, problem.get()))
                        : goOn(tx, run, state, caller)
                                .call(outcome -> outcome.isAccepted() && !input.isEmpty()
                                        ? keep(tx, run, keyset, input)
                                        : Uni.createFrom().voidItem())
                                .map(outcome -> new Resumed(Optional.of(outcome), null, null)));
    }

    private Uni<Optional<String>> problem(SqlConnection tx, FlowRun run, JsonObject keyset, JsonObject input) {
        return inputs.find(tx, run.workspace(), run.id(), keyset.getString("schema", ""))
                .map(schema -> schema.map(text -> problem(text.value(), input))
                        .orElseGet(() -> Optional.of("Run input schema not found.")));
    }

    private static Optional<String> problem(String schema, JsonObject input) {
        try {
            List<String> errors = JsonSchemas.errors(new JsonObject(schema), input, Required.ENFORCED);
            return errors.isEmpty() ? Optional.empty() : Optional.of("Reason: " + String.join("; ", errors));
        } catch (DecodeException e) {
            return Optional.of("Run input schema is not valid JSON.");
        }
    }

    private Uni<Outcome> goOn(SqlConnection tx, FlowRun run, State paused, Caller caller) {
        StateProposal proposal = paused.stateDetails().pauseReschedule()
                ? new StateProposal(
                        StateType.SCHEDULED, "Resuming", null, null, StateDetails.scheduledAt(clock.instant()))
                : StateProposal.of(StateType.RUNNING);
        return orchestrator.proposeLocked(tx, run, proposal, false, caller);
    }

    private Uni<Boolean> keep(SqlConnection tx, FlowRun run, JsonObject keyset, JsonObject input) {
        Instant now = clock.instant();
        var answer =
                new FlowRunInput(ids.next(), now, now, run.id(), keyset.getString("response"), input.encode(), null);
        return inputs.insert(tx, run.workspace(), answer);
    }
}
