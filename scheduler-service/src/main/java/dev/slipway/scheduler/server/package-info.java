/** What the API says about itself. */
@NullMarked
package dev.slipway.scheduler.server;

import org.jspecify.annotations.NullMarked;
