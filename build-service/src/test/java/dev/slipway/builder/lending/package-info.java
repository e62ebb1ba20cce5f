@NullMarked
package dev.slipway.builder.lending;

import org.jspecify.annotations.NullMarked;
