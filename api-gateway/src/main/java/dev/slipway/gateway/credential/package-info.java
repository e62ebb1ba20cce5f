/** Credentials that other services ask for. */
@NullMarked
package dev.slipway.gateway.credential;

import org.jspecify.annotations.NullMarked;
