/** Missed deliveries: refs of repositories are compared with what was told of them. */
@NullMarked
package dev.slipway.builder.poll;

import org.jspecify.annotations.NullMarked;
