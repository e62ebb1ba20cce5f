package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.definition.ActionType;
import jakarta.enterprise.context.ApplicationScoped;

/** Who does which kind of action. */
@ApplicationScoped
class Performers {
    private final DeploymentPerformers deployments;
    private final FlowRunPerformers flowRuns;
    private final PausePerformers pauses;
    private final CallPerformers calls;

    Performers(
            DeploymentPerformers deployments,
            FlowRunPerformers flowRuns,
            PausePerformers pauses,
            CallPerformers calls) {
        this.deployments = deployments;
        this.flowRuns = flowRuns;
        this.pauses = pauses;
        this.calls = calls;
    }

    Performer of(ActionType type) {
        return switch (type) {
            case DO_NOTHING -> (action, report) -> Performer.Change.NONE;
            case RUN_DEPLOYMENT -> deployments::run;
            case PAUSE_DEPLOYMENT -> (action, report) -> deployments.pause(action, report, true);
            case RESUME_DEPLOYMENT -> (action, report) -> deployments.pause(action, report, false);
            case CANCEL_FLOW_RUN -> flowRuns::cancel;
            case DELETE_FLOW_RUN -> flowRuns::delete;
            case CHANGE_FLOW_RUN_STATE -> flowRuns::change;
            case SUSPEND_FLOW_RUN -> flowRuns::suspend;
            case RESUME_FLOW_RUN -> flowRuns::resume;
            case PAUSE_WORK_POOL -> (action, report) -> pauses.workPool(action, report, true);
            case RESUME_WORK_POOL -> (action, report) -> pauses.workPool(action, report, false);
            case PAUSE_WORK_QUEUE -> (action, report) -> pauses.workQueue(action, report, true);
            case RESUME_WORK_QUEUE -> (action, report) -> pauses.workQueue(action, report, false);
            case PAUSE_AUTOMATION -> (action, report) -> pauses.automation(action, report, true);
            case RESUME_AUTOMATION -> (action, report) -> pauses.automation(action, report, false);
            case SEND_NOTIFICATION -> calls::notification;
            case CALL_WEBHOOK -> calls::webhook;
        };
    }
}
