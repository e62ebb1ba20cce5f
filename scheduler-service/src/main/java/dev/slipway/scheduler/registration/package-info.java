/** Takes what a build found into deployments: all of it or nothing, and never over what a newer commit registered. */
@NullMarked
package dev.slipway.scheduler.registration;

import org.jspecify.annotations.NullMarked;
