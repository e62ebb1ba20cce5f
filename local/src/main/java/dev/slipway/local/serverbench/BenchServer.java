package dev.slipway.local.serverbench;

import dev.slipway.local.system.PartStatus;
import java.util.List;
import java.util.function.Consumer;

/** A server that can be measured. */
interface BenchServer extends AutoCloseable {
    String name();

    /** Starts it with empty data, and returns when it is ready. */
    Address start(Consumer<String> progress);

    /** Its processes. */
    List<PartStatus> parts();

    /** The type of a pool whose runs the server, or its worker, claims. */
    String claimedPoolType();

    /** Starts what claims runs of the pool, if it is not the server itself. */
    void claim(String pool);

    /** How many task-run events one second of measuring is worth. */
    int eventsPerSecond();

    /** Copies the run and its state, by SQL, until there are about so many. */
    void multiply(String flowRunId, int count);

    /** Stops it and forgets its data. */
    @Override
    void close();
}
