/** The event log: what happened, in Prefect's format, stored, published and found again. */
@NullMarked
package dev.slipway.scheduler.event;

import org.jspecify.annotations.NullMarked;
