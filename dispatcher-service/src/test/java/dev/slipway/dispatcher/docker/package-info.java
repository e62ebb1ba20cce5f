/** The Docker adapter. */
@NullMarked
package dev.slipway.dispatcher.docker;

import org.jspecify.annotations.NullMarked;
