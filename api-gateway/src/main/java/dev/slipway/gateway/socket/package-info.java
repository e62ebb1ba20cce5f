/** Sockets of Prefect clients: handshake, liveness, bounded buffers, and an end that clients recover from. */
@NullMarked
package dev.slipway.gateway.socket;

import org.jspecify.annotations.NullMarked;
