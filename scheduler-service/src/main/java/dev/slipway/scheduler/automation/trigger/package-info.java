/** What automations wait for, and when they have seen it: pure decisions. */
@NullMarked
package dev.slipway.scheduler.automation.trigger;

import org.jspecify.annotations.NullMarked;
