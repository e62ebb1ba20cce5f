/** Processes that outlive the one that started them, and the waiting for them. */
@NullMarked
package dev.slipway.local.process;

import org.jspecify.annotations.NullMarked;
