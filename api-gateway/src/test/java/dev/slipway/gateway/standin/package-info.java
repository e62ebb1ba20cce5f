/** What the gateway's tests put in place of the services behind it, and in place of its clients. */
@NullMarked
package dev.slipway.gateway.standin;

import org.jspecify.annotations.NullMarked;
