/** Credentials that other services own, asked for when they are needed; what was just asked for serves many runs. */
@NullMarked
package dev.slipway.dispatcher.credential;

import org.jspecify.annotations.NullMarked;
