/** Version 1 of the facts about a push. */
@NullMarked
package dev.slipway.contracts.push.v1;

import org.jspecify.annotations.NullMarked;
