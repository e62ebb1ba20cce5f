/** PostgreSQL from the binaries on the class path, or a given one, prepared for the services. */
@NullMarked
package dev.slipway.local.postgres;

import org.jspecify.annotations.NullMarked;
