/** A private image registry with a password. */
@NullMarked
package dev.slipway.local.registry;

import org.jspecify.annotations.NullMarked;
