/** Makes the runs of schedules ahead of their time, one per slot whatever happens: restarts, redeployments, two replicas. */
@NullMarked
package dev.slipway.scheduler.planning;

import org.jspecify.annotations.NullMarked;
