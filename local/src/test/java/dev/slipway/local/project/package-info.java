/** Tests of {@code ./slipway project}. */
@NullMarked
package dev.slipway.local.project;

import org.jspecify.annotations.NullMarked;
