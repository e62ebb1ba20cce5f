/** Threads that repeat their work until the service stops. */
@NullMarked
package dev.slipway.dispatcher.loop;

import org.jspecify.annotations.NullMarked;
