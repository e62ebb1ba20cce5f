/** What becomes of a state that somebody proposes for a flow run: decided by pure rules, stored with its consequences at once. */
@NullMarked
package dev.slipway.scheduler.orchestration;

import org.jspecify.annotations.NullMarked;
