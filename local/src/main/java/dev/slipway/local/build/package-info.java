/** {@code ./slipway build}: builds and their logs. */
@NullMarked
package dev.slipway.local.build;

import org.jspecify.annotations.NullMarked;
