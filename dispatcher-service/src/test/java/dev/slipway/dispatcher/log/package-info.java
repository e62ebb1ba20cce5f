/** What of a dead container's output gets into its run's log. */
@NullMarked
package dev.slipway.dispatcher.log;

import org.jspecify.annotations.NullMarked;
