/** HTTP calls to addresses that users give. */
@NullMarked
package dev.slipway.scheduler.automation.outgoing;

import org.jspecify.annotations.NullMarked;
