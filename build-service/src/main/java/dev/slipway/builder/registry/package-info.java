/** Private registries and the one place that knows their passwords. */
@NullMarked
package dev.slipway.builder.registry;

import org.jspecify.annotations.NullMarked;
