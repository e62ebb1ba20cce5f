/** Errors as RFC 9457 problems. */
@NullMarked
package dev.slipway.builder.problem;

import org.jspecify.annotations.NullMarked;
