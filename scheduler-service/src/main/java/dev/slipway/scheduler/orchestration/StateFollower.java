package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Something that has to change with every state of a flow run, in the same transaction. */
public interface StateFollower {
    /** The run has just entered its state. */
    Uni<Void> follow(SqlConnection tx, FlowRun run);
}
