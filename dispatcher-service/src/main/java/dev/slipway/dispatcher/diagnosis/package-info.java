/** What the other services, and so people, can ask about dispatches. */
@NullMarked
package dev.slipway.dispatcher.diagnosis;

import org.jspecify.annotations.NullMarked;
