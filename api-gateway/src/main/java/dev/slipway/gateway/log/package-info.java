/** Log lines of clients, in and out. */
@NullMarked
package dev.slipway.gateway.log;

import org.jspecify.annotations.NullMarked;
