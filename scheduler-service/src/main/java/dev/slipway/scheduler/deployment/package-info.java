/** Deployments: flows with what they need to run, and the schedules that start them. */
@NullMarked
package dev.slipway.scheduler.deployment;

import org.jspecify.annotations.NullMarked;
