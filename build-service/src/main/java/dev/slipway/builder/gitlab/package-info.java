/** A project's GitLab: its API, the webhook there, and what its token may do. */
@NullMarked
package dev.slipway.builder.gitlab;

import org.jspecify.annotations.NullMarked;
