/** Projects: their hook secrets live here, the rest with the builder. */
@NullMarked
package dev.slipway.gateway.project;

import org.jspecify.annotations.NullMarked;
