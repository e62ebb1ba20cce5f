/** Reads all that was told and all Jobs there ever were, and says what of it is wrong. */
@NullMarked
package dev.slipway.e2e.audit;

import org.jspecify.annotations.NullMarked;
