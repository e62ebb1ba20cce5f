/** Listens in on what a service says to PostgreSQL and to Kubernetes, and kills it at a chosen moment. */
@NullMarked
package dev.slipway.e2e.wire;

import org.jspecify.annotations.NullMarked;
