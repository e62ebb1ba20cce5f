@NullMarked
package dev.slipway.local.registries;

import org.jspecify.annotations.NullMarked;
