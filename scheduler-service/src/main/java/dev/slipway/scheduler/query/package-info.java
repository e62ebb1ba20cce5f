/** Prefect's filters as SQL conditions with bound values. */
@NullMarked
package dev.slipway.scheduler.query;

import org.jspecify.annotations.NullMarked;
