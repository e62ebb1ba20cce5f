/** The aggregate: one row per attempt of a run, its states and the facts that they make. */
@NullMarked
package dev.slipway.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
