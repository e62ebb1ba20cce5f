package dev.slipway.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an image is made of as one number: equal numbers, equal ingredients. Pure. */
final class ImageKey {
    private final MessageDigest hash = sha256();

    private ImageKey() {}

    /** In a fixed order; {@code form} changes with the meaning of the rest. */
    static ImageKey form(int form) {
        return new ImageKey().with("form", String.valueOf(form));
    }

    /** Nothing and the empty text are two things. */
    ImageKey with(String name, @Nullable String value) {
        add(name);
        if (value != null) {
            add(value);
        }
        hash.update((byte) (value == null ? 0 : 1));
        return this;
    }

    ImageKey with(String name, Map<String, String> values) {
        with(name, String.valueOf(values.size()));
        new TreeMap<>(values).forEach(this::with);
        return this;
    }

    /** Texts can't run into each other: each is preceded by its length. */
    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        hash.update((bytes.length + ":").getBytes(UTF_8));
        hash.update(bytes);
    }

    String text() {
        return HexFormat.of().formatHex(hash.digest());
    }

    /** The hash of a file's content. */
    static String ofFile(Path file) throws IOException {
        MessageDigest hash = sha256();
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), hash)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
