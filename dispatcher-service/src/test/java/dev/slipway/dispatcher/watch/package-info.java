/** What is decided about a watched container. */
@NullMarked
package dev.slipway.dispatcher.watch;

import org.jspecify.annotations.NullMarked;
