package dev.slipway.scheduler.query;

import dev.slipway.scheduler.query.Criterion.Operator;
import java.util.LinkedHashMap;
import java.util.Map;

/** When a worker counts as alive: it missed no more than two heartbeats. */
public final class WorkerLiveness {
    private WorkerLiveness() {}

    /**
     * The condition that a row of {@code workers} is ONLINE.
     *
     * @param alias of the table
     * @param now the time of the question, as bound with its type
     */
    public static String isOnline(String alias, String now) {
        return "(" + alias + ".last_heartbeat_time > " + now + " - 3 * coalesce(" + alias
                + ".heartbeat_interval_seconds, 10) * interval '1 second')";
    }

    /** The condition that the pool has an ONLINE worker, and so belongs to its workers. */
    public static String hasOnlineWorker(String poolId, String now) {
        return "exists (select 1 from workers lw where lw.work_pool_id = " + poolId + " and " + isOnline("lw", now)
                + ")";
    }

    static Map<String, Operator> operators() {
        var operators = new LinkedHashMap<String, Operator>();
        Operators.texts("status")
                .keySet()
                .forEach(name -> operators.put(name, (wanted, bindings) -> {
                    var status =
                            "(case when " + isOnline("w", bindings.bindNow()) + " then 'ONLINE' else 'OFFLINE' end)";
                    return java.util.Objects.requireNonNull(
                                    Operators.texts(status).get(name))
                            .condition(wanted, bindings);
                }));
        return operators;
    }
}
