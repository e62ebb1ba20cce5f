/** Blocks: this server keeps none yet, and says so. */
@NullMarked
package dev.slipway.scheduler.block;

import org.jspecify.annotations.NullMarked;
