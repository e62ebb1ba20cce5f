/** Keeps the last words of a container that ended badly. */
@NullMarked
package dev.slipway.dispatcher.log;

import org.jspecify.annotations.NullMarked;
