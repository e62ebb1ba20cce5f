/** Tests of what a run's Job may ask of the cluster. */
@NullMarked
package dev.slipway.dispatcher.policy;

import org.jspecify.annotations.NullMarked;
