package dev.slipway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private final Path root;

    CredentialsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void theAdministratorIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
        String authString = new Credentials(new Settings(root, Map.of())).authString();

        Path file = root.resolve(".slipway/auth");
        assertThat(authString).matches("admin:[A-Za-z0-9_-]{32}");
        assertThat(new Credentials(new Settings(root, Map.of())).authString()).isEqualTo(authString);
        assertThat(Files.readString(file).strip()).isEqualTo(authString);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aGivenAdministratorIsUsedInstead() {
        var settings = new Settings(root, Map.of("SLIPWAY_API_AUTH_STRING", "ops:given-by-hand"));

        assertThat(new Credentials(settings).authString()).isEqualTo("ops:given-by-hand");
        assertThat(root.resolve(".slipway/auth")).doesNotExist();
    }

    @Test
    void everyServiceHasItsOwnSecrets() {
        var credentials = new Credentials(new Settings(root, Map.of()));

        assertThat(credentials.serviceToken(Service.GATEWAY)).isNotEqualTo(credentials.serviceToken(Service.BUILDER));
        assertThat(credentials.masterKey(Service.GATEWAY)).isNotEqualTo(credentials.masterKey(Service.BUILDER));
        assertThat(Base64.getDecoder().decode(credentials.masterKey(Service.GATEWAY)))
                .hasSize(32);
    }
}
