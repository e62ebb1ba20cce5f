/** Which pools start only what was built here. */
@NullMarked
package dev.slipway.dispatcher.provenance;

import org.jspecify.annotations.NullMarked;
