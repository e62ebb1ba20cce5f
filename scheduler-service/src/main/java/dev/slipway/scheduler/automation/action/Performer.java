package dev.slipway.scheduler.automation.action;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Knows how to do one kind of action. */
@FunctionalInterface
interface Performer {
    /**
     * Does what must be done outside of a transaction, as calls to others; may block.
     *
     * @return what is to be changed here, in the transaction that also records that the action was done
     */
    Change prepare(TriggeredAction action, Report report);

    /** What changes with the action, once, or not at all. */
    @FunctionalInterface
    interface Change {
        /** Nothing changes here. */
        Change NONE = tx -> Uni.createFrom().voidItem();

        Uni<Void> apply(SqlConnection tx);
    }
}
