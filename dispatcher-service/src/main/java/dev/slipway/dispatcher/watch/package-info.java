/** Sees what happens to containers and decides what it means. */
@NullMarked
package dev.slipway.dispatcher.watch;

import org.jspecify.annotations.NullMarked;
