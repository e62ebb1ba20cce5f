/** Kubeconfigs, and what is said of clusters. */
@NullMarked
package dev.slipway.local.cluster;

import org.jspecify.annotations.NullMarked;
