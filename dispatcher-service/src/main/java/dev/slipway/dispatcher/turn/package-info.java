/** Whose turn it is to do what one replica does for all. */
@NullMarked
package dev.slipway.dispatcher.turn;

import org.jspecify.annotations.NullMarked;
