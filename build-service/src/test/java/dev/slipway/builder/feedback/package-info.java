/** What GitLab is told, tried against the stand-in for it. */
@NullMarked
package dev.slipway.builder.feedback;

import org.jspecify.annotations.NullMarked;
