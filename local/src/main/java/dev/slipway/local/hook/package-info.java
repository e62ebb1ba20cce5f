/** {@code ./slipway hook}: webhooks of whole groups. */
@NullMarked
package dev.slipway.local.hook;

import org.jspecify.annotations.NullMarked;
