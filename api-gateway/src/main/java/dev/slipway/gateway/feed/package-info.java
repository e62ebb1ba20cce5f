/** Kafka as the gateway uses it: facts sent with confirmation, and live facts fanned out to sockets. */
@NullMarked
package dev.slipway.gateway.feed;

import org.jspecify.annotations.NullMarked;
