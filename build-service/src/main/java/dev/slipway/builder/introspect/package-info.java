/** What the flows of an image say about themselves. */
@NullMarked
package dev.slipway.builder.introspect;

import org.jspecify.annotations.NullMarked;
