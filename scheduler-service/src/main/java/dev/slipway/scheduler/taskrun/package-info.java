/** Task runs: recorded from what clients report, or created over HTTP. */
@NullMarked
package dev.slipway.scheduler.taskrun;

import org.jspecify.annotations.NullMarked;
