package dev.slipway.scheduler.taskrun;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Task runs that the server creates or changes: those that track subflows, background tasks, forced cancellations. */
@ApplicationScoped
public class TaskRuns {
    private final TaskRunRepository taskRuns;
    private final Transactions transactions;
    private final Clock clock;
    private final Ids ids;

    TaskRuns(TaskRunRepository taskRuns, Transactions transactions, Clock clock, Ids ids) {
        this.taskRuns = taskRuns;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** A task run as clients see it. */
    public Uni<Optional<JsonObject>> view(String workspace, UUID id) {
        return taskRuns.find(workspace, id).map(found -> found.map(run -> TaskRunJson.view(run, clock.instant())));
    }

    /** The task runs of a flow run as clients see them, in the order of their start; empty if there is no such flow run. */
    public Uni<Optional<List<JsonObject>>> viewsOf(String workspace, UUID flowRunId) {
        var now = clock.instant();
        return taskRuns.ofFlowRun(workspace, flowRunId)
                .map(found -> found.map(runs ->
                        runs.stream().map(run -> TaskRunJson.view(run, now)).toList()));
    }

    /** A task run, and whether it was made just now. */
    record Created(TaskRun run, boolean isNew) {}

    /**
     * Adds a task run; if its flow run has one with the same keys, that one is the answer.
     *
     * @param sent Prefect's TaskRunCreate
     */
    Uni<Created> create(String workspace, JsonObject sent, @Nullable StateProposal proposal) {
        UUID id = uuid(sent.getString("id")).orElseGet(ids::next);
        return transactions.run(tx -> labelled(tx, workspace, sent).chain(labelled -> {
            var now = clock.instant();
            var bare = labelled.put("id", id.toString())
                    .put("workspace", workspace)
                    .put("created", WireTimes.format(now))
                    .put("updated", WireTimes.format(now));
            bare.remove("state");
            var run = TaskRunJson.read(bare);
            var entered = proposal == null ? run : TaskRunProgress.entered(run, proposal.toState(ids.next(), now));
            return insert(tx, entered);
        }));
    }

    private Uni<Created> insert(SqlConnection tx, TaskRun run) {
        return taskRuns.insert(tx, run)
                .chain(isNew -> isNew
                        ? taskRuns.insertStates(tx, List.of(run)).replaceWith(new Created(run, true))
                        : existing(tx, run).map(found -> new Created(found, false)));
    }

    private Uni<TaskRun> existing(SqlConnection tx, TaskRun run) {
        return taskRuns.findByKey(tx, run.workspace(), TaskRunKey.of(run))
                .chain(byKey ->
                        byKey.isPresent() ? Uni.createFrom().item(byKey) : taskRuns.find(tx, run.workspace(), run.id()))
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run not found")));
    }

    /** What the flow run gives its task runs, under what was sent. */
    private Uni<JsonObject> labelled(SqlConnection tx, String workspace, JsonObject sent) {
        var copy = sent.copy();
        var flowRunId = uuid(sent.getString("flow_run_id"));
        if (flowRunId.isEmpty()) {
            return Uni.createFrom().item(copy);
        }
        return taskRuns.labelsOfFlowRun(tx, workspace, flowRunId.get()).map(inherited -> {
            var labels = inherited.orElseThrow(() -> ApiProblem.notFound("Flow run not found"));
            return copy.put("labels", labels.mergeIn(sent.getJsonObject("labels", new JsonObject())));
        });
    }

    /**
     * What became of a proposed state.
     *
     * @param run as it is now
     * @param verdict null for the repeat of a transition, which changes nothing
     */
    record Decision(TaskRun run, @Nullable TransitionVerdict verdict) {}

    /** Brings the task run to the proposed state, or to another one, or to none, as the rules have it. */
    Uni<Decision> propose(String workspace, UUID id, StateProposal proposal) {
        return transactions.run(tx -> taskRuns.findForUpdate(tx, workspace, id).chain(found -> {
            var run = found.orElseThrow(() -> ApiProblem.notFound("Task run not found"));
            return isRepeat(run, proposal)
                    ? Uni.createFrom().item(new Decision(run, null))
                    : decided(tx, run, verdict(run, proposal));
        }));
    }

    private TransitionVerdict verdict(TaskRun run, StateProposal proposal) {
        return BackgroundRules.apply(proposal)
                ? BackgroundRules.decide(run, proposal, clock.instant())
                : new TransitionVerdict.Accept(proposal);
    }

    private Uni<Decision> decided(SqlConnection tx, TaskRun run, TransitionVerdict verdict) {
        return switch (verdict) {
            case TransitionVerdict.Accept accepted -> enter(tx, run, accepted.proposal(), verdict);
            case TransitionVerdict.Replace replaced -> enter(tx, run, replaced.instead(), verdict);
            default -> Uni.createFrom().item(new Decision(run, verdict));
        };
    }

    private Uni<Decision> enter(SqlConnection tx, TaskRun run, StateProposal proposal, TransitionVerdict verdict) {
        var from = TaskRunProgress.restarted(run, proposal.type());
        return store(tx, TaskRunProgress.entered(from, proposal.toState(ids.next(), clock.instant())))
                .map(stored -> new Decision(stored, verdict));
    }

    /**
     * Brings a task run to a state, whatever it is in: a subflow's state is mirrored to the task run that tracks it. Nothing
     * happens if there is no such task run.
     */
    public Uni<Void> enter(SqlConnection tx, String workspace, UUID id, State state) {
        return taskRuns.findForUpdate(tx, workspace, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : store(tx, TaskRunProgress.entered(found.get(), state)).replaceWithVoid());
    }

    /** Cancels what is not over of the flow run's task runs. */
    public Uni<Void> cancelOf(SqlConnection tx, String workspace, UUID flowRunId) {
        var cancelled = StateProposal.of(StateType.CANCELLED);
        return taskRuns.unfinishedForUpdate(tx, workspace, flowRunId).chain(runs -> {
            var entered = runs.stream()
                    .map(run -> TaskRunProgress.entered(run, cancelled.toState(ids.next(), clock.instant())))
                    .toList();
            return entered.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : taskRuns.upsertNewer(tx, entered).chain(() -> taskRuns.insertStates(tx, entered));
        });
    }

    private Uni<TaskRun> store(SqlConnection tx, TaskRun run) {
        return taskRuns.upsertNewer(tx, List.of(run))
                .chain(() -> taskRuns.insertStates(tx, List.of(run)))
                .replaceWith(run);
    }

    private static boolean isRepeat(TaskRun run, StateProposal proposal) {
        var current = run.state() == null ? null : run.state().stateDetails().transitionId();
        return current != null
                && proposal.stateDetails() != null
                && Objects.equals(current, proposal.stateDetails().transitionId());
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("not a UUID: " + text);
        }
    }
}
