/** Runs that ended long ago are removed, if somebody wants that. Events and logs go by the day, see {@code partition}. */
@NullMarked
package dev.slipway.scheduler.retention;

import org.jspecify.annotations.NullMarked;
