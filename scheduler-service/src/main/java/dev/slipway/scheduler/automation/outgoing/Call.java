package dev.slipway.scheduler.automation.outgoing;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP call to an address that a user gave.
 *
 * @param body null for none
 * @param timeout null for the usual one, which is also the longest
 * @param allowsPrivate whether the user lets it go to a private address; the operator must do so, too
 * @param verifies whether the certificate of the other side must be right
 */
public record Call(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable Duration timeout,
        boolean allowsPrivate,
        boolean verifies) {

    /** A POST of JSON. */
    public static Call json(String url, Map<String, String> headers, String body) {
        var all = new java.util.LinkedHashMap<String, String>();
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return new Call("POST", url, all, body, null, true, true);
    }

    /** The same under another condition. */
    public Call allowingPrivate(boolean allowed) {
        return new Call(method, url, headers, body, timeout, allowed, verifies);
    }
}
