/** The commands of {@code ./slipway cluster}. */
@NullMarked
package dev.slipway.local.cluster;

import org.jspecify.annotations.NullMarked;
