/** A Kafka broker of one node in its own JVM. */
@NullMarked
package dev.slipway.local.kafka;

import org.jspecify.annotations.NullMarked;
