/** The builder's part of where things come from: pushes, builds, images. */
@NullMarked
package dev.slipway.builder.provenance;

import org.jspecify.annotations.NullMarked;
