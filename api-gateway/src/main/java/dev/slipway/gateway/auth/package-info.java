/** Who calls: administrators, attempts of runs and services, each by its own credential. */
@NullMarked
package dev.slipway.gateway.auth;

import org.jspecify.annotations.NullMarked;
