/** Version 1 of the facts about a job. */
@NullMarked
package dev.slipway.contracts.job.v1;

import org.jspecify.annotations.NullMarked;
