/** The scheduler's part of where things come from: versions of deployments, and the runs that had them. */
@NullMarked
package dev.slipway.scheduler.provenance;

import org.jspecify.annotations.NullMarked;
