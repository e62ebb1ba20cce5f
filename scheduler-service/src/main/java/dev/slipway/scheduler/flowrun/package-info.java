/** Flow runs: one execution each, planned, ad hoc or as a part of another. */
@NullMarked
package dev.slipway.scheduler.flowrun;

import org.jspecify.annotations.NullMarked;
