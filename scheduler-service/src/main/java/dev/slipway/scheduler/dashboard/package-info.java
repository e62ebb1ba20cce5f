/** The calls of Prefect's web console under {@code /ui}: what its pages need at once. */
@NullMarked
package dev.slipway.scheduler.dashboard;

import org.jspecify.annotations.NullMarked;
