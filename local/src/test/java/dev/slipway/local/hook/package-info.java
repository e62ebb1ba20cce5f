@NullMarked
package dev.slipway.local.hook;

import org.jspecify.annotations.NullMarked;
