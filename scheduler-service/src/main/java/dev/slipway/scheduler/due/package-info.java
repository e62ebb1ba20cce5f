/** The moment when a run's time has come: claims it for the dispatcher, if its pool is ours and every limit allows it. */
@NullMarked
package dev.slipway.scheduler.due;

import org.jspecify.annotations.NullMarked;
