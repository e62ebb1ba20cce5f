/** What becomes of attempts whose runs don't need them. */
@NullMarked
package dev.slipway.dispatcher.reconcile;

import org.jspecify.annotations.NullMarked;
