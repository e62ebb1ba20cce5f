package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.manifest.ImageStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedContextTest {
    private static final long LARGEST = 3 * 1024 * 1024;

    private final Path checkout;

    PackedContextTest(@TempDir Path checkout) {
        this.checkout = checkout;
    }

    @Test
    void contextHasTheDockerfileAndGoesWhenItIsClosed() throws IOException {
        Files.writeString(checkout.resolve("Dockerfile"), "FROM a\n");
        PackedContext packed = pack("Dockerfile", ".");

        assertThat(packed.dockerfile().text()).isEqualTo("FROM a\n");
        assertThat(packed.tar()).isNotEmptyFile();
        packed.close();
        assertThat(packed.tar()).doesNotExist();
    }

    @Test
    void linksDoNotLeadOutOfTheRepository(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "FROM a\n");
        Files.createSymbolicLink(checkout.resolve("Dockerfile"), secret);
        Files.createSymbolicLink(checkout.resolve("app"), elsewhere);

        assertThatThrownBy(() -> pack("Dockerfile", ".")).hasMessageContaining("leads out of the repository");
        assertThatThrownBy(() -> pack("secret", "app")).hasMessageContaining("leads out of the repository");
        assertThatThrownBy(() -> pack("../secret", ".")).isInstanceOf(ImageFailed.class);
    }

    @Test
    void whatIsTooLargeIsRefusedInWords() throws IOException {
        Files.write(checkout.resolve("Dockerfile.large"), new byte[1024 * 1024 + 1]);
        assertThatThrownBy(() -> pack("Dockerfile.large", ".")).hasMessageContaining("more than 1 MiB");

        Files.writeString(checkout.resolve("Dockerfile"), "FROM a\n");
        Files.write(checkout.resolve("data"), new byte[(int) LARGEST]);
        assertThatThrownBy(() -> pack("Dockerfile", "."))
                .hasMessageContaining("at most 3 are allowed")
                .hasMessageContaining(".dockerignore");
    }

    private PackedContext pack(String dockerfile, String path) {
        var image = new ImageStep(
                "registry/app", "1", List.of(), dockerfile, path, Map.of(), Map.of(), null, null, false, false);
        return PackedContext.of(new ImageBuilder.Context(checkout, "app", Map.of()), image, "base", LARGEST);
    }
}
