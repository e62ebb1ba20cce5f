/** What becomes of deployments when the branch or tag that registered them is deleted, and when it is there again. */
@NullMarked
package dev.slipway.scheduler.retirement;

import org.jspecify.annotations.NullMarked;
