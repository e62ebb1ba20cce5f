/** How work that was committed wakes the loop that waits for it, within one replica. */
@NullMarked
package dev.slipway.scheduler.signal;

import org.jspecify.annotations.NullMarked;
