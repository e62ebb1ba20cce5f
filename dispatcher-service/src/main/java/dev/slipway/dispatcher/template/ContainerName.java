package dev.slipway.dispatcher.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.kafka.CloudEventRecords;
import dev.slipway.contracts.run.v1.RunDue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;

/** The one name that an attempt's container can have, and the digest of the request that it is made for. */
final class ContainerName {
    private static final int READABLE = 63;
    private static final int HASH = 12;

    private ContainerName() {}

    /** A readable part for people and a hash of installation, workspace, run and attempt, which makes it unique. */
    static String of(String wanted, RunDue due, String installation) {
        String hash = hash(due, installation);
        String readable = readable(wanted);
        return readable.isEmpty() ? "run-" + hash : readable + "-" + hash;
    }

    /** Of installation, workspace, run and attempt. */
    static String hash(RunDue due, String installation) {
        String identity = String.join(
                "\n", installation, due.workspace(), due.flowRunId().toString(), Integer.toString(due.attempt()));
        return hash(identity.getBytes(UTF_8)).substring(0, HASH);
    }

    /** Of the whole request: the same attempt with another content is not the same claim. */
    static String digest(RunDue due) {
        return hash(CloudEventRecords.value(due)).substring(0, 32);
    }

    private static String readable(String wanted) {
        String name = Normalizer.normalize(wanted, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-zA-Z0-9_.-]+", "-")
                .replaceAll("-{2,}", "-")
                .replaceAll("^[_.-]+", "");
        return name.substring(0, Math.min(READABLE, name.length())).replaceAll("[_.-]+$", "");
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
