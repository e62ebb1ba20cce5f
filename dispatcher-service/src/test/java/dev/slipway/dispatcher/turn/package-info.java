/** What one replica does for all. */
@NullMarked
package dev.slipway.dispatcher.turn;

import org.jspecify.annotations.NullMarked;
