/** Runs over time: histories, lateness and counts, for dashboards. */
@NullMarked
package dev.slipway.scheduler.history;

import org.jspecify.annotations.NullMarked;
