/** What tests of all modules use: real infrastructure, a clock and ids that they decide, events, the architecture rules. */
@NullMarked
package dev.slipway.testkit;

import org.jspecify.annotations.NullMarked;
