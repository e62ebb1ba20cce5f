/** How flow runs come to be: asked for by clients, ad hoc or from deployments. */
@NullMarked
package dev.slipway.scheduler.submission;

import org.jspecify.annotations.NullMarked;
