package dev.slipway.dispatcher.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that a user added.
 *
 * @param server its address, for people; null is the cluster that the dispatcher runs in
 */
record AddedCluster(Cluster cluster, @Nullable String server, Instant createdAt, Instant updatedAt) {}
