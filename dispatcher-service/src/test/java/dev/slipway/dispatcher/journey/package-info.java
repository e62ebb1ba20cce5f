/** The dispatcher as a whole, between a real broker, a real database and a real Docker engine. */
@NullMarked
package dev.slipway.dispatcher.journey;

import org.jspecify.annotations.NullMarked;
