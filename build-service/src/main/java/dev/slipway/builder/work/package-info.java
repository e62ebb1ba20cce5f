/** Takes queued builds and carries them through their stages. */
@NullMarked
package dev.slipway.builder.work;

import org.jspecify.annotations.NullMarked;
