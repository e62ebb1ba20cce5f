/** Secrets at rest. */
@NullMarked
package dev.slipway.dispatcher.secret;

import org.jspecify.annotations.NullMarked;
