/** What is said to a flow while it runs: inputs by their keys, and the end of a pause. */
@NullMarked
package dev.slipway.scheduler.input;

import org.jspecify.annotations.NullMarked;
