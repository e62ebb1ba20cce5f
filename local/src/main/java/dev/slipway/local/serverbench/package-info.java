/** {@code script/bench prefect}: the same load for Prefect's own server and for Slipway, on the same machine. */
@NullMarked
package dev.slipway.local.serverbench;

import org.jspecify.annotations.NullMarked;
