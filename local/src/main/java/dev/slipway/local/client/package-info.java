/** What a programme outside sees of a running Slipway: the gateway's HTTP API and the event log. */
@NullMarked
package dev.slipway.local.client;

import org.jspecify.annotations.NullMarked;
