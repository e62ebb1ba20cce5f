package dev.slipway.contracts;

import java.time.Duration;

/** The Kafka topics: one per aggregate, each written by the one service that owns the aggregate. */
public enum Topic {
    PUSHES("pushes.v1"),
    BUILDS("builds.v1"),
    DEPLOYMENTS("deployments.v1"),
    RUNS("runs.v1"),
    JOBS("jobs.v1"),
    CLIENT_EVENTS("client-events.v1"),
    LOGS("logs.v1"),
    EVENTS("events.v1");

    /** Partitions of every topic; never changed in place, since that would move keys to other partitions. */
    public static final int PARTITIONS = 6;

    /** How long facts stay readable. */
    public static final Duration RETENTION = Duration.ofDays(7);

    /** Bytes of the longest record: a client's event may have 1.5 MB, a log message 1 MB before it is encoded. */
    public static final int LONGEST_RECORD = 4 * 1024 * 1024;

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** Where records go that {@code consumer} (a service name) can't process. */
    public String deadLetterName(String consumer) {
        return topicName + "." + consumer + ".dlq";
    }
}
