/** What users may say about clusters. */
@NullMarked
package dev.slipway.dispatcher.cluster;

import org.jspecify.annotations.NullMarked;
