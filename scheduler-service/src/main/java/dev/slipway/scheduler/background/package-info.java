/** Background tasks: who listens for them, and which of them is handed to whom. */
@NullMarked
package dev.slipway.scheduler.background;

import org.jspecify.annotations.NullMarked;
