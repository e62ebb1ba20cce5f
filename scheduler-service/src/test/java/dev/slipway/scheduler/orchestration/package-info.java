/** Tests of what becomes of proposed states. */
@NullMarked
package dev.slipway.scheduler.orchestration;

import org.jspecify.annotations.NullMarked;
