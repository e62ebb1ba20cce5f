/** The comparison with Prefect's server, without either of them. */
@NullMarked
package dev.slipway.local.serverbench;

import org.jspecify.annotations.NullMarked;
