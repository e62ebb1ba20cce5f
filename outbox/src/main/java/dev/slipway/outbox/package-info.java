/**
 * Facts leave a service exactly as its database has them: recorded in the transaction that makes them true, published after
 * it, and processed once by their readers.
 */
@NullMarked
package dev.slipway.outbox;

import org.jspecify.annotations.NullMarked;
