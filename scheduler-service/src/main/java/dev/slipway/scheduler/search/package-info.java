/** Saved searches: filters that the console's users keep under a name. */
@NullMarked
package dev.slipway.scheduler.search;

import org.jspecify.annotations.NullMarked;
