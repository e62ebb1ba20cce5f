/** {@code ./slipway versions} and {@code ./slipway rollback}: what deployments were, and the way back. */
@NullMarked
package dev.slipway.local.deployment;

import org.jspecify.annotations.NullMarked;
