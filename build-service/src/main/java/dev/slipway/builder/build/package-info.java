/** The aggregate: one build of one push, its states, its log. */
@NullMarked
package dev.slipway.builder.build;

import org.jspecify.annotations.NullMarked;
