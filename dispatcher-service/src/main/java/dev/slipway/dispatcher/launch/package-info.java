/** Turns recorded intents into containers. */
@NullMarked
package dev.slipway.dispatcher.launch;

import org.jspecify.annotations.NullMarked;
