/**
 * Holds runs against what the dispatcher knows of their attempts, and answers the dispatcher's same question, so that no lost
 * fact leaves a run without its job or a job without its run.
 */
@NullMarked
package dev.slipway.scheduler.reconcile;

import org.jspecify.annotations.NullMarked;
