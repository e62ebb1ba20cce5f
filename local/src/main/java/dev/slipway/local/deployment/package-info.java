/** {@code ./slipway versions}, {@code rollback} and {@code promote}: what deployments were, the way back, and the way on. */
@NullMarked
package dev.slipway.local.deployment;

import org.jspecify.annotations.NullMarked;
