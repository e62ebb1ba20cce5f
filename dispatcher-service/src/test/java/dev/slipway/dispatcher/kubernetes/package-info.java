/** Runs in a real cluster. */
@NullMarked
package dev.slipway.dispatcher.kubernetes;

import org.jspecify.annotations.NullMarked;
