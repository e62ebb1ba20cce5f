/** Missed deliveries, tried against the stand-in for GitLab. */
@NullMarked
package dev.slipway.builder.poll;

import org.jspecify.annotations.NullMarked;
