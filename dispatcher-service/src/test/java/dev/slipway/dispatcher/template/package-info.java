/** Rendering a due run as a container. */
@NullMarked
package dev.slipway.dispatcher.template;

import org.jspecify.annotations.NullMarked;
