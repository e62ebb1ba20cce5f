/** Secrets at rest, and the keys that they are sealed with. */
@NullMarked
package dev.slipway.sealing;

import org.jspecify.annotations.NullMarked;
