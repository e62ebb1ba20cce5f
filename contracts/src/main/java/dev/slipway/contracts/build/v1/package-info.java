/** Version 1 of the facts about a build. */
@NullMarked
package dev.slipway.contracts.build.v1;

import org.jspecify.annotations.NullMarked;
