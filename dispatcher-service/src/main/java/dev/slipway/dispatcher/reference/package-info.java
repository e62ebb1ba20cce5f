/** What job configurations refer to and the API has: blocks and Prefect variables. */
@NullMarked
package dev.slipway.dispatcher.reference;

import org.jspecify.annotations.NullMarked;
