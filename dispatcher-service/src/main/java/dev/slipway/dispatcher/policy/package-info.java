/** Pure: what a run's Job may ask of the cluster, checked on the Job as it is to be created. */
@NullMarked
package dev.slipway.dispatcher.policy;

import org.jspecify.annotations.NullMarked;
