/** Secrets at rest. */
@NullMarked
package dev.slipway.scheduler.secret;

import org.jspecify.annotations.NullMarked;
