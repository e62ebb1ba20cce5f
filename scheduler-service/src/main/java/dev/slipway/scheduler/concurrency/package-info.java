/** Concurrency limits that flows and tasks ask for, and the leases that hold their slots. */
@NullMarked
package dev.slipway.scheduler.concurrency;

import org.jspecify.annotations.NullMarked;
