/** Background tasks: the sockets of those who work on them. */
@NullMarked
package dev.slipway.gateway.background;

import org.jspecify.annotations.NullMarked;
