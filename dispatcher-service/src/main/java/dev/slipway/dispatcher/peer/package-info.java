/** Requests to the other services. */
@NullMarked
package dev.slipway.dispatcher.peer;

import org.jspecify.annotations.NullMarked;
