/** Reads the facts about runs and records what is wanted; nothing is done here. */
@NullMarked
package dev.slipway.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
