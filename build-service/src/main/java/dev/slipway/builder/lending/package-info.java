/** Lends registries' credentials to the service that has images pulled. */
@NullMarked
package dev.slipway.builder.lending;

import org.jspecify.annotations.NullMarked;
