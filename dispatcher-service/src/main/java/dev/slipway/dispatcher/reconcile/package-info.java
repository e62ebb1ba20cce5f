/**
 * Holds attempts against the runs that should need them, and answers the scheduler's same question, so that no lost fact leaves a
 * job without its run or a run without its job.
 */
@NullMarked
package dev.slipway.dispatcher.reconcile;

import org.jspecify.annotations.NullMarked;
