/** Logins of registries. */
@NullMarked
package dev.slipway.builder.login;

import org.jspecify.annotations.NullMarked;
