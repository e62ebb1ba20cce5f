/** Version 1 of the facts about a deployment. */
@NullMarked
package dev.slipway.contracts.deployment.v1;

import org.jspecify.annotations.NullMarked;
