package dev.slipway.contracts;

import java.time.Duration;

/** The Kafka topics: one per aggregate, each written by the one service that owns the aggregate. */
public enum Topic {
    PUSHES("pushes.v1", "api-gateway", "project and ref"),
    BUILDS("builds.v1", "build-service", "project and ref"),
    DEPLOYMENTS("deployments.v1", "scheduler-service", "deployment"),
    RUNS("runs.v1", "scheduler-service", "flow run"),
    JOBS("jobs.v1", "dispatcher-service", "flow run"),
    CLIENT_EVENTS("client-events.v1", "api-gateway", "flow run, else resource"),
    LOGS("logs.v1", "api-gateway", "flow run, else workspace"),
    EVENTS("events.v1", "scheduler-service", "resource");

    /** Partitions of every topic; never changed in place, since that would move keys to other partitions. */
    public static final int PARTITIONS = 6;

    /** How long facts stay readable. */
    public static final Duration RETENTION = Duration.ofDays(7);

    /** Bytes of the longest record: a client's event may have 1.5 MB, a log message 1 MB before it is encoded. */
    public static final int LONGEST_RECORD = 4 * 1024 * 1024;

    private final String topicName;
    private final String writer;
    private final String keyedBy;

    Topic(String topicName, String writer, String keyedBy) {
        this.topicName = topicName;
        this.writer = writer;
        this.keyedBy = keyedBy;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The service that writes it. */
    public String writer() {
        return writer;
    }

    /** What its keys identify, in words: facts about one of these keep their order. */
    public String keyedBy() {
        return keyedBy;
    }

    /** Where records go that {@code consumer} (a service name) can't process. */
    public String deadLetterName(String consumer) {
        return topicName + "." + consumer + ".dlq";
    }
}
