/** The graph of a flow run: its tasks and subflows, and which waited for which. */
@NullMarked
package dev.slipway.scheduler.graph;

import org.jspecify.annotations.NullMarked;
