/** Automations: what users want to be done when something happens, or does not. */
@NullMarked
package dev.slipway.scheduler.automation;

import org.jspecify.annotations.NullMarked;
