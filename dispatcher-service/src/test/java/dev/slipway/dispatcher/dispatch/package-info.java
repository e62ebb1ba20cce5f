/** The states of an attempt. */
@NullMarked
package dev.slipway.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
