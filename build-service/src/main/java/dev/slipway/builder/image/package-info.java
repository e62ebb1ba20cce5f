/** Images: built, pushed, named by their digest. */
@NullMarked
package dev.slipway.builder.image;

import org.jspecify.annotations.NullMarked;
