/** How this API writes and reads JSON. */
@NullMarked
package dev.slipway.scheduler.json;

import org.jspecify.annotations.NullMarked;
