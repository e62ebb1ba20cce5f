/** Exactly one commit of a repository, without executing anything of it. */
@NullMarked
package dev.slipway.builder.checkout;

import org.jspecify.annotations.NullMarked;
