/** {@code ./slipway trace}: from delivery to exit. */
@NullMarked
package dev.slipway.local.trace;

import org.jspecify.annotations.NullMarked;
