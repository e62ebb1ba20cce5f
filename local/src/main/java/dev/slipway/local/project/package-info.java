/** {@code ./slipway project} and {@code ./slipway pushes}: projects of the running Slipway and what came of their pushes. */
@NullMarked
package dev.slipway.local.project;

import org.jspecify.annotations.NullMarked;
