package dev.slipway.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Path root;

    SettingsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void everyPortHasAVariable() {
        var settings = new Settings(root, Map.of("SLIPWAY_GATEWAY_PORT", "4300", "SLIPWAY_BUILDER_PORT", " "));

        assertThat(settings.port(LocalPort.GATEWAY)).isEqualTo(4300);
        assertThat(settings.port(LocalPort.BUILDER)).isEqualTo(4210);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "60536", "99999999999"})
    void whatCanBeNoPortIsToldWithItsVariable(String port) {
        var settings = new Settings(root, Map.of("SLIPWAY_GATEWAY_PORT", port));

        assertThatThrownBy(() -> settings.port(LocalPort.GATEWAY))
                .isInstanceOf(CannotStart.class)
                .hasMessage("SLIPWAY_GATEWAY_PORT must be a port up to 60535, not '%s'.", port);
    }

    @Test
    void whatTheSystemWasStartedWithIsKeptForTheOwnerOnly() throws Exception {
        var settings = new Settings(root, Map.of("SLIPWAY_DATABASE_PASSWORD", "secret", "HOME", "/root"));

        settings.keep();

        Path kept = root.resolve(".slipway/started-with.properties");
        assertThat(Files.readString(kept))
                .contains("SLIPWAY_DATABASE_PASSWORD=secret")
                .doesNotContain("HOME");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        settings.forget();
        assertThat(kept).doesNotExist();
    }
}
