/** Version 1 of the facts about a client. */
@NullMarked
package dev.slipway.contracts.client.v1;

import org.jspecify.annotations.NullMarked;
