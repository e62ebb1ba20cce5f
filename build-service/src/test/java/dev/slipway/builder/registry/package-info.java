/** Registries and which images they hold. */
@NullMarked
package dev.slipway.builder.registry;

import org.jspecify.annotations.NullMarked;
