/** {@code script/bench}: how long each hop of the path takes, over many pushes. */
@NullMarked
package dev.slipway.local.bench;

import org.jspecify.annotations.NullMarked;
