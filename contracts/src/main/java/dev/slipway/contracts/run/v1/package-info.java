/** Version 1 of the facts about a run. */
@NullMarked
package dev.slipway.contracts.run.v1;

import org.jspecify.annotations.NullMarked;
