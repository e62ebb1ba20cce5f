/** The events that the services exchange, and how they look on Kafka. */
@NullMarked
package dev.slipway.contracts;

import org.jspecify.annotations.NullMarked;
