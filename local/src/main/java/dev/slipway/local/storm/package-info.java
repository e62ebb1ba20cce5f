/** {@code script/bench storm}: many pushes to many projects at once, while services die. */
@NullMarked
package dev.slipway.local.storm;

import org.jspecify.annotations.NullMarked;
