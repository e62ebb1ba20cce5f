package dev.slipway.scheduler.automation.action;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.automation.AutomationConfig;
import dev.slipway.scheduler.automation.definition.ActionType;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Carries out one action. What it changes here, that it was done, and the events that tell of it commit together: so an action on
 * our own objects is done once, whoever dies. A call to somebody else is made again if nobody can tell whether it was made.
 */
@ApplicationScoped
class ActionRunner {
    private static final Logger LOG = Logger.getLogger(ActionRunner.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(60);

    private final Performers performers;
    private final ActionRepository actions;
    private final ActionEvents events;
    private final Transactions transactions;
    private final Signals signals;
    private final AutomationConfig config;

    ActionRunner(
            Performers performers,
            ActionRepository actions,
            ActionEvents events,
            Transactions transactions,
            Signals signals,
            AutomationConfig config) {
        this.performers = performers;
        this.actions = actions;
        this.events = events;
        this.transactions = transactions;
        this.signals = signals;
        this.config = config;
    }

    /** Blocks until the action is done, has failed, or was put off. */
    void run(TriggeredAction action) {
        var report = new Report();
        try {
            if (action.attempt() > config.attempts()) {
                throw new ActionFailed("Given up after " + config.attempts() + " attempts");
            }
            attempt(action, report);
        } catch (ActionFailed refused) {
            fail(action, report, refused.reason());
        } catch (ApiProblem refused) {
            report.status(refused.status());
            fail(action, report, reason(action, refused));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "action %s of automation %s is put off", action.id(), action.automationId());
            postpone(action);
        }
    }

    private void attempt(TriggeredAction action, Report report) {
        var type = ActionType.named(action.type())
                .orElseThrow(() -> new ActionFailed("There is no action '" + action.type() + "'"));
        var change = performers.of(type).prepare(action, report);
        finish(action, tx -> change.apply(tx).chain(() -> events.executed(tx, action, report)));
        signals.raise(Signals.Signal.RUNS);
        signals.raise(Signals.Signal.SCHEDULES);
    }

    private void fail(TriggeredAction action, Report report, String reason) {
        try {
            finish(action, tx -> events.failed(tx, action, report, reason));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "the failure of action %s is not recorded yet", action.id());
        }
    }

    private void finish(TriggeredAction action, Function<SqlConnection, Uni<Void>> work) {
        transactions
                .run(tx -> actions.finish(tx, action)
                        .chain(isOurs ->
                                isOurs ? work.apply(tx) : Uni.createFrom().voidItem()))
                .await()
                .atMost(STATEMENTS);
    }

    /** Longer with each attempt. */
    private void postpone(TriggeredAction action) {
        try {
            actions.postpone(action, Duration.ofSeconds((long) action.attempt() * action.attempt()))
                    .await()
                    .atMost(STATEMENTS);
        } catch (RuntimeException unexpected) {
            LOG.debugf(unexpected, "action %s waits for the end of its lease", action.id());
        }
    }

    /** In Prefect's words. */
    private static String reason(TriggeredAction action, ApiProblem refused) {
        return switch (refused.status()) {
            case 409, 422 -> "Validation error occurred for '" + action.type() + "' - " + refused.getMessage();
            default -> "Unexpected status from '" + action.type() + "' action: " + refused.status();
        };
    }
}
