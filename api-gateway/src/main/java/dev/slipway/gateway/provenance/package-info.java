/** Where things come from: what each service knows of it, joined. */
@NullMarked
package dev.slipway.gateway.provenance;

import org.jspecify.annotations.NullMarked;
