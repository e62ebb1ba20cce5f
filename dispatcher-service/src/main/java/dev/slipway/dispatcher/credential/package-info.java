/** Credentials that other services own, asked for when they are needed and never kept. */
@NullMarked
package dev.slipway.dispatcher.credential;

import org.jspecify.annotations.NullMarked;
