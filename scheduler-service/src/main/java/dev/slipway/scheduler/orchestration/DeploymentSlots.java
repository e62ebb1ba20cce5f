package dev.slipway.scheduler.orchestration;

import java.time.Duration;

/**
 * A deployment's concurrency limit and who uses it.
 *
 * @param limit how many runs may hold a slot at once
 * @param cancelNew a run that finds no slot is cancelled; else it waits for one
 * @param grace how long a lease lives without renewal
 * @param usedByOthers slots that other runs hold
 * @param ownLeaseAlive the run at hand holds one
 */
record DeploymentSlots(int limit, boolean cancelNew, Duration grace, int usedByOthers, boolean ownLeaseAlive) {
    boolean hasFree() {
        return usedByOthers < limit;
    }
}
