/** Errors as RFC 9457 problems. */
@NullMarked
package dev.slipway.dispatcher.problem;

import org.jspecify.annotations.NullMarked;
