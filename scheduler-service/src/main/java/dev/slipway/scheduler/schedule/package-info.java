/** When a schedule fires: pure arithmetic from an expression, a time zone and a start to instants. */
@NullMarked
package dev.slipway.scheduler.schedule;

import org.jspecify.annotations.NullMarked;
