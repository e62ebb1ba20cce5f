/** Prefect's states: what a run is in, and the details that travel with it. */
@NullMarked
package dev.slipway.scheduler.state;

import org.jspecify.annotations.NullMarked;
