/** {@code script/bench kubernetes}: a thousand runs due at once, and ten thousand live Jobs, on a real API server. */
@NullMarked
package dev.slipway.local.clusterbench;

import org.jspecify.annotations.NullMarked;
