/** Texts of actions with the values of the moment in them. */
@NullMarked
package dev.slipway.scheduler.automation.template;

import org.jspecify.annotations.NullMarked;
