/** What clients report, on its way from Kafka to where it is kept. */
@NullMarked
package dev.slipway.scheduler.intake;

import org.jspecify.annotations.NullMarked;
