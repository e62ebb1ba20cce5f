/** Projects: which repository, which registry, which variables. */
@NullMarked
package dev.slipway.builder.project;

import org.jspecify.annotations.NullMarked;
