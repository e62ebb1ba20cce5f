package dev.slipway.e2e.audit;

import java.util.UUID;

/**
 * A Job that a cluster had at some time.
 *
 * @param attempt 0 if the Job names none: it is no dispatcher's
 */
public record SeenJob(String uid, String name, UUID flowRunId, int attempt) {}
