/** A project's GitLab, tried against the stand-in for it. */
@NullMarked
package dev.slipway.builder.gitlab;

import org.jspecify.annotations.NullMarked;
