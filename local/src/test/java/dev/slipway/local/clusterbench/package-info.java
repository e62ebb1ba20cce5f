/** Tests of what needs no cluster. */
@NullMarked
package dev.slipway.local.clusterbench;

import org.jspecify.annotations.NullMarked;
