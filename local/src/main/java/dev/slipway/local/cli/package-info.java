/** The commands of {@code ./slipway}. */
@NullMarked
package dev.slipway.local.cli;

import org.jspecify.annotations.NullMarked;
