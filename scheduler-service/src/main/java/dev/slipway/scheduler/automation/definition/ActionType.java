package dev.slipway.scheduler.automation.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an automation can do. */
public enum ActionType {
    DO_NOTHING,
    RUN_DEPLOYMENT,
    PAUSE_DEPLOYMENT,
    RESUME_DEPLOYMENT,
    CANCEL_FLOW_RUN,
    DELETE_FLOW_RUN,
    CHANGE_FLOW_RUN_STATE,
    SUSPEND_FLOW_RUN,
    RESUME_FLOW_RUN,
    PAUSE_WORK_POOL,
    RESUME_WORK_POOL,
    PAUSE_WORK_QUEUE,
    RESUME_WORK_QUEUE,
    PAUSE_AUTOMATION,
    RESUME_AUTOMATION,
    SEND_NOTIFICATION,
    CALL_WEBHOOK;

    /** As clients write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action with that name on the wire. */
    public static Optional<ActionType> named(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }

    /** Prefect's name of its model. */
    String model() {
        return Arrays.stream(name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
