/** Variables: named values of a workspace that flows and deployments refer to. */
@NullMarked
package dev.slipway.scheduler.variable;

import org.jspecify.annotations.NullMarked;
