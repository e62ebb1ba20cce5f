/** Lets only the other services in. */
@NullMarked
package dev.slipway.dispatcher.auth;

import org.jspecify.annotations.NullMarked;
