/** The one entrance: decides once what a path is and who may pass, then hands the call to its feature. */
@NullMarked
package dev.slipway.gateway.door;

import org.jspecify.annotations.NullMarked;
