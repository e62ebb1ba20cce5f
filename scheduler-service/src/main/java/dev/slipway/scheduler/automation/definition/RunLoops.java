package dev.slipway.scheduler.automation.definition;

import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Faults;
import dev.slipway.scheduler.automation.trigger.Posture;
import dev.slipway.scheduler.automation.trigger.Trigger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds automations that would run deployments for ever, since each run makes them run another one. */
public final class RunLoops {
    private static final String FLOW_RUN = "prefect.flow-run";

    /** Each run of a deployment has these. */
    private static final Set<String> OF_EACH_RUN =
            Set.of(FLOW_RUN + ".Scheduled", FLOW_RUN + ".Pending", FLOW_RUN + ".Running", FLOW_RUN + ".*");

    private RunLoops() {}

    /** Refuses the request if it makes such an automation. */
    public static void refuse(boolean isEnabled, Trigger trigger, JsonArray actions) {
        if (!isEnabled
                || !(trigger instanceof EventTrigger event)
                || event.posture() != Posture.REACTIVE
                || Collections.disjoint(event.expect(), OF_EACH_RUN)) {
            return;
        }
        var faults = new Faults();
        actions.stream()
                .map(JsonObject.class::cast)
                .filter(action -> ActionType.RUN_DEPLOYMENT.wireName().equals(action.getString("type")))
                .forEach(action -> check(action, event, faults));
        faults.refuse();
    }

    private static void check(JsonObject action, EventTrigger trigger, Faults faults) {
        if (action.getString("source").equals("inferred")) {
            faults.addValueError(
                    List.of(),
                    "Running an inferred deployment from a flow run state change event will lead to an infinite loop of"
                            + " flow runs. Choose a deployment and narrow down match or match_related.",
                    null);
        } else if (trigger.match().isEveryOneOf(FLOW_RUN)
                && trigger.matchRelated().stream().anyMatch(related -> related.isEveryOneOf(FLOW_RUN))) {
            faults.addValueError(
                    List.of(),
                    "Running a selected deployment from a flow run state change event may lead to an infinite loop of"
                            + " flow runs. Narrow down match or match_related, so that runs of the selected deployment"
                            + " are left out.",
                    null);
        }
    }
}
