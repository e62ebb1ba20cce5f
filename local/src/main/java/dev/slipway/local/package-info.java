/** Runs the whole of Slipway on one machine. */
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;
