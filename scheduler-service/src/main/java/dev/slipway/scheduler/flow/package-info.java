/** Flows: the code that runs, known by its name. */
@NullMarked
package dev.slipway.scheduler.flow;

import org.jspecify.annotations.NullMarked;
