/** Failures in the shapes that Prefect clients read. */
@NullMarked
package dev.slipway.scheduler.problem;

import org.jspecify.annotations.NullMarked;
