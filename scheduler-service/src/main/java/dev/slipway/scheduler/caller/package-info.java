/** Who calls: the credential of the service, and the identity that the gateway vouches for. */
@NullMarked
package dev.slipway.scheduler.caller;

import org.jspecify.annotations.NullMarked;
