/** Which Kubernetes clusters there are and how they are reached. */
@NullMarked
package dev.slipway.dispatcher.cluster;

import org.jspecify.annotations.NullMarked;
