package dev.slipway.local.serverbench;

/** What is measured, and what is aimed at. */
enum Operation {
    CREATE_FLOW_RUN("create_flow_run"),
    SET_PENDING("set_state Pending"),
    SET_RUNNING("set_state Running"),
    SET_COMPLETED("set_state Completed"),
    READ_FLOW_RUN("read flow run"),
    POLL("get_scheduled_flow_runs, 10 due"),
    LOG_LINES("log lines, durable"),
    TASK_RUN_EVENTS("task-run events, recorded"),
    TASK_RUNS_VISIBLE("flow of 1000 tasks, its end until all are visible"),
    FILTER("filter flow runs, 200 of 100000"),
    CLAIM("ad-hoc run, created until claimed, p50");

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Goal goal() {
        return switch (this) {
            case CREATE_FLOW_RUN, SET_PENDING, SET_RUNNING, SET_COMPLETED, READ_FLOW_RUN, POLL, TASK_RUN_EVENTS ->
                Goal.timesAsFast(50);
            case LOG_LINES -> Goal.timesAsFast(25);
            case FILTER -> Goal.timesAsFast(20);
            case TASK_RUNS_VISIBLE -> Goal.within(1_000);
            case CLAIM -> Goal.within(50);
        };
    }
}
