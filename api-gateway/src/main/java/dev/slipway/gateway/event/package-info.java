/** Events of clients, in and out. */
@NullMarked
package dev.slipway.gateway.event;

import org.jspecify.annotations.NullMarked;
