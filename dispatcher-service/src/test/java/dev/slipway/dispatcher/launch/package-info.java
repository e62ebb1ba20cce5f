/** Launching attempts. */
@NullMarked
package dev.slipway.dispatcher.launch;

import org.jspecify.annotations.NullMarked;
