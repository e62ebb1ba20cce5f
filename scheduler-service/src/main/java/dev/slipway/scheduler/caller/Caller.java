package dev.slipway.scheduler.caller;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the gateway vouches.
 *
 * @param workspace the tenant that the request may touch
 * @param attempt set if the credential is a dispatch attempt's
 * @param clientVersion of the Prefect client, as {@code 3.8.8}; null if the caller is no Prefect client
 */
public record Caller(
        String workspace,
        Principal principal,
        @Nullable Attempt attempt,
        @Nullable String clientVersion) {
    /** The kinds of credential. */
    public enum Principal {
        ADMIN,
        ATTEMPT,
        SERVICE
    }

    /** One dispatch of one run. */
    public record Attempt(UUID flowRunId, int number) {}

    /** One of our own services. */
    public static Caller service(String workspace) {
        return new Caller(workspace, Principal.SERVICE, null, null);
    }
}
