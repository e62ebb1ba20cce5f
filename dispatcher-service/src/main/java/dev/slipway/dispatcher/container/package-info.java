/** The port to whatever runs containers. */
@NullMarked
package dev.slipway.dispatcher.container;

import org.jspecify.annotations.NullMarked;
