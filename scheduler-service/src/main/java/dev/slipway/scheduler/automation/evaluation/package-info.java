/** Events and silences held against the triggers of automations. */
@NullMarked
package dev.slipway.scheduler.automation.evaluation;

import org.jspecify.annotations.NullMarked;
