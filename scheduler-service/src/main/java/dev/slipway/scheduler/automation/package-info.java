/** Automations: this server has none yet, and says so. */
@NullMarked
package dev.slipway.scheduler.automation;

import org.jspecify.annotations.NullMarked;
