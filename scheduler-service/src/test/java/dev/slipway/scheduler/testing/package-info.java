/** What tests of this service share. */
@NullMarked
package dev.slipway.scheduler.testing;

import org.jspecify.annotations.NullMarked;
