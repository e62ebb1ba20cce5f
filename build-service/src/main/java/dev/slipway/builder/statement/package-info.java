/** Signed statements of what images were built of: in-toto, SLSA provenance, DSSE. */
@NullMarked
package dev.slipway.builder.statement;

import org.jspecify.annotations.NullMarked;
