/** Runs attempts as Kubernetes Jobs. */
@NullMarked
package dev.slipway.dispatcher.kubernetes;

import org.jspecify.annotations.NullMarked;
