/** What automations do: queued with the firing, carried out once. */
@NullMarked
package dev.slipway.scheduler.automation.action;

import org.jspecify.annotations.NullMarked;
