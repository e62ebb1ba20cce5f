package dev.slipway.scheduler.planning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.scheduler.json.WireTimes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One instant of one schedule. It is named by what users see, never by the id of a row: registering the same schedule again
 * can't make a second run for the same instant (design invariant 1).
 *
 * @param schedule the schedule's identity within its deployment
 */
record Slot(String workspace, String flow, String deployment, String schedule, Instant fire) {
    /** The unique key of the slot's run, and the correlation id of everything that comes of it. */
    String key() {
        MessageDigest digest = sha256();
        for (String part : List.of(workspace, flow, deployment, schedule, WireTimes.format(fire))) {
            byte[] bytes = part.getBytes(UTF_8);
            digest.update((bytes.length + ":").getBytes(UTF_8));
            digest.update(bytes);
        }
        return "slot:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
