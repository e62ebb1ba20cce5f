/** The container port. */
@NullMarked
package dev.slipway.dispatcher.container;

import org.jspecify.annotations.NullMarked;
