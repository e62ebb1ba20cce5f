/** Who is let in. */
@NullMarked
package dev.slipway.dispatcher.auth;

import org.jspecify.annotations.NullMarked;
