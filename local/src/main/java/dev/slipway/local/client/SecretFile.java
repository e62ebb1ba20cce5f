package dev.slipway.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets come from files or from standard input: what stands on a command line is seen by everybody on the machine. */
public final class SecretFile {
    private SecretFile() {}

    /** What is in it, without white space around it; {@code -} is the standard input. */
    public static String read(Path file) {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            String secret = new String(bytes, UTF_8).strip();
            if (secret.isEmpty()) {
                throw new CannotStart("There is nothing in " + file + ".");
            }
            return secret;
        } catch (IOException e) {
            throw new CannotStart("The file %s can't be read.".formatted(file), e);
        }
    }
}
