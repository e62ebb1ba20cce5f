package dev.slipway.gateway.door;

/** Where a call goes. */
enum Target {
    HEALTH(Access.PUBLIC),
    READY(Access.PUBLIC),
    GITLAB_HOOK(Access.BY_FEATURE),
    GITLAB_GROUP_HOOK(Access.BY_FEATURE),
    EVENTS_IN(Access.BY_FEATURE),
    EVENTS_OUT(Access.BY_FEATURE),
    LOGS_OUT(Access.BY_FEATURE),
    BACKGROUND_TASKS(Access.BY_FEATURE),
    EVENTS(Access.USER),
    LOGS(Access.USER_OR_SERVICE),
    OPENAPI(Access.USER),
    SCHEDULER(Access.USER),
    PROJECT(Access.ADMIN),
    GROUP_HOOKS(Access.ADMIN),
    PROJECT_CONNECTION(Access.ADMIN),
    PROJECT_REFS(Access.ADMIN),
    BUILDER(Access.ADMIN),
    DEPLOYMENTS(Access.ADMIN),
    PROVENANCE(Access.ADMIN),
    DISPATCHER(Access.ADMIN),
    ATTEMPT_CREDENTIALS(Access.DISPATCHER),
    /** No such path; only those who may know get to hear it. */
    NOWHERE(Access.USER),
    /** No such socket; said at once, because clients fall back to HTTP on it. */
    NO_SOCKET(Access.PUBLIC);

    private final Access access;

    Target(Access access) {
        this.access = access;
    }

    Access access() {
        return access;
    }
}
