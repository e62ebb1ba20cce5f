/** Messages in the form that each service takes. */
@NullMarked
package dev.slipway.scheduler.automation.notification;

import org.jspecify.annotations.NullMarked;
