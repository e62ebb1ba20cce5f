/** What an automation may look like. */
@NullMarked
package dev.slipway.scheduler.automation.definition;

import org.jspecify.annotations.NullMarked;
