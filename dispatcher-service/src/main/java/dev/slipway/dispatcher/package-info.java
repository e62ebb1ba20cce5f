/** The dispatcher: decides where a due run runs, starts it there, and says how it ended. */
@NullMarked
package dev.slipway.dispatcher;

import org.jspecify.annotations.NullMarked;
