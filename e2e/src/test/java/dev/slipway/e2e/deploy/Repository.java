package dev.slipway.e2e.deploy;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Repository {
    private Repository() {}

    /** The folder that holds the parent pom. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run the tests inside the repository");
            }
        }
        return folder;
    }
}
