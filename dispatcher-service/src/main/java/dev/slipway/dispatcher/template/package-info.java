/** Pure: a due run and its pool's template become the description of a container or of a Kubernetes Job, as a Prefect worker makes it. */
@NullMarked
package dev.slipway.dispatcher.template;

import org.jspecify.annotations.NullMarked;
