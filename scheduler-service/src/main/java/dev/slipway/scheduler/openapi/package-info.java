/** The description of this service's API, made from the resources that run. */
@NullMarked
package dev.slipway.scheduler.openapi;

import org.jspecify.annotations.NullMarked;
