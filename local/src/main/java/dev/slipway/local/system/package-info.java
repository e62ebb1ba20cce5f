/** All parts of Slipway on this machine: what they are started with, in which order, and how they end. */
@NullMarked
package dev.slipway.local.system;

import org.jspecify.annotations.NullMarked;
