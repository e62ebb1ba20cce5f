package dev.slipway.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Comparisons whose time tells nothing about what is compared, not even its length. */
public final class Secrets {
    private Secrets() {}

    /** True if both are the same text. */
    public static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(sha256(bytes(expected)), sha256(bytes(shown)));
    }

    /** SHA-256 of {@code input}. */
    public static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
