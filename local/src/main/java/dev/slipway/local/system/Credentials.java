package dev.slipway.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Secrets of a local system: made when they are first asked for, kept in files that only their owner may read. */
public final class Credentials {
    private static final int TOKEN_BYTES = 24;
    private static final int KEY_BYTES = 32;

    private final Settings settings;
    private final SecureRandom random = new SecureRandom();

    public Credentials(Settings settings) {
        this.settings = settings;
    }

    /** The administrator's {@code name:token}: {@code SLIPWAY_API_AUTH_STRING}, else the one in {@code .slipway/auth}. */
    public String authString() {
        return settings.variable("SLIPWAY_API_AUTH_STRING")
                .orElseGet(() -> secret(settings.home().resolve("auth"), () -> "admin:" + token()));
    }

    /** What a service shows to the others. */
    String serviceToken(Service service) {
        return secret(file(service.shortName() + "-token"), this::token);
    }

    /** From which a service derives its keys. */
    String masterKey(Service service) {
        return secret(file(service.shortName() + "-master-key"), this::key);
    }

    String databasePassword(Service service) {
        return secret(file(service.shortName() + "-database-password"), this::token);
    }

    String superuserPassword() {
        return secret(file("postgres-password"), this::token);
    }

    String registryPassword() {
        return secret(file("registry-password"), this::token);
    }

    private Path file(String name) {
        return settings.home().resolve("credentials").resolve(name);
    }

    private synchronized String secret(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                PrivateFile.write(file, fresh.get() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("a credential can't be read or made: " + file, e);
        }
    }

    private String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(TOKEN_BYTES));
    }

    private String key() {
        return Base64.getEncoder().encodeToString(bytes(KEY_BYTES));
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
