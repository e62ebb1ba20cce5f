/** Pushes in: recorded, ordered within their ref, turned into builds. */
@NullMarked
package dev.slipway.builder.push;

import org.jspecify.annotations.NullMarked;
