/** Work pools, their queues and the workers that poll them. */
@NullMarked
package dev.slipway.scheduler.workpool;

import org.jspecify.annotations.NullMarked;
