/** Blocks: typed configuration and credentials that users keep here and flows load. */
@NullMarked
package dev.slipway.scheduler.block;

import org.jspecify.annotations.NullMarked;
