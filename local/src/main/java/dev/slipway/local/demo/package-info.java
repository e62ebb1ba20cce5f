/** {@code slipway demo}: one push, followed by its events until its run has completed. */
@NullMarked
package dev.slipway.local.demo;

import org.jspecify.annotations.NullMarked;
