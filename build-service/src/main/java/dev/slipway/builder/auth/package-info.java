/** Who may call: other services with their token, nobody else. */
@NullMarked
package dev.slipway.builder.auth;

import org.jspecify.annotations.NullMarked;
