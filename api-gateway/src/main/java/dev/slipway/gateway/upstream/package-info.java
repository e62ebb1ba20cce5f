/** The way to the services behind the gateway. */
@NullMarked
package dev.slipway.gateway.upstream;

import org.jspecify.annotations.NullMarked;
