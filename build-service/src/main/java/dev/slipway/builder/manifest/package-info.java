/** prefect.yaml: read with limits, templates resolved, everything it says turned into a plan. Pure. */
@NullMarked
package dev.slipway.builder.manifest;

import org.jspecify.annotations.NullMarked;
