/** Tables partitioned by day: made ahead, dropped when they are too old. */
@NullMarked
package dev.slipway.scheduler.partition;

import org.jspecify.annotations.NullMarked;
