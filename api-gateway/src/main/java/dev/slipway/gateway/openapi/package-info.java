/** The description of the whole API: what the scheduler says of itself, and what the gateway serves. */
@NullMarked
package dev.slipway.gateway.openapi;

import org.jspecify.annotations.NullMarked;
