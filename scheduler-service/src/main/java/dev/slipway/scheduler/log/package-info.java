/** Log lines of runs: stored in batches, read back by filters. */
@NullMarked
package dev.slipway.scheduler.log;

import org.jspecify.annotations.NullMarked;
