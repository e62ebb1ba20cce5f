/** Secrets at rest and in text. */
@NullMarked
package dev.slipway.builder.secret;

import org.jspecify.annotations.NullMarked;
