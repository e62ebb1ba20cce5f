/** Tests of schedule arithmetic against vectors of the original implementations. */
@NullMarked
package dev.slipway.scheduler.schedule;

import org.jspecify.annotations.NullMarked;
