/** {@code ./slipway registry}: where images go, and the logins for it. */
@NullMarked
package dev.slipway.local.registries;

import org.jspecify.annotations.NullMarked;
