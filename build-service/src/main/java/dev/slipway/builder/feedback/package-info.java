/** What GitLab is told of builds: commit statuses, in order, until it has them. */
@NullMarked
package dev.slipway.builder.feedback;

import org.jspecify.annotations.NullMarked;
