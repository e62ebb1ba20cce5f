package dev.slipway.scheduler.deployment;

import jakarta.enterprise.context.ApplicationScoped;

/** What a definition is held against before it is saved. */
@ApplicationScoped
class Checks {
    private final Placement placement;
    private final Parameters parameters;

    Checks(Placement placement, Parameters parameters) {
        this.placement = placement;
        this.parameters = parameters;
    }

    Placement placement() {
        return placement;
    }

    Parameters parameters() {
        return parameters;
    }
}
