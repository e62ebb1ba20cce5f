/** CloudEvents 1.0 in Kafka's binary mode. */
@NullMarked
package dev.slipway.contracts.kafka;

import org.jspecify.annotations.NullMarked;
