/** The Docker Engine as the thing that runs containers. */
@NullMarked
package dev.slipway.dispatcher.docker;

import org.jspecify.annotations.NullMarked;
