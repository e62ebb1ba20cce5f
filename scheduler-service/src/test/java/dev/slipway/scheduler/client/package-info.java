/** The unmodified Prefect client against this service. */
@NullMarked
package dev.slipway.scheduler.client;

import org.jspecify.annotations.NullMarked;
