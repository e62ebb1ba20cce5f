/** What subscribers want to see, decided by pure functions. */
@NullMarked
package dev.slipway.gateway.filter;

import org.jspecify.annotations.NullMarked;
