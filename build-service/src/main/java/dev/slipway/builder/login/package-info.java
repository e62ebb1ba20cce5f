/** What is shown to registries: stored logins as they are, keys exchanged for logins that last some hours. */
@NullMarked
package dev.slipway.builder.login;

import org.jspecify.annotations.NullMarked;
