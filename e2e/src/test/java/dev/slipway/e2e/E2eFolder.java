package dev.slipway.e2e;

import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Where a system keeps its data. What a killed test run left behind, processes and containers too, is cleared away by the next one. */
final class E2eFolder {
    private static final String PREFIX = "slipway-e2e-";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private E2eFolder() {}

    static Path create() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        list(temporary).stream().filter(E2eFolder::isLeftOver).forEach(E2eFolder::clear);
        try {
            return Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By which its containers are found. */
    static String installation(Path folder) {
        return folder.getFileName().toString();
    }

    static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checkout that the tests run in. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run the tests inside the repository");
            }
        }
        return folder;
    }

    private static boolean isLeftOver(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String pid = name.substring(PREFIX.length()).replaceFirst("-.*", "");
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void clear(Path folder) {
        list(folder.resolve("run")).stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.pid$", ""))
                .forEach(name -> new Daemon(name, folder).stop(PATIENCE));
        RunContainers.remove(installation(folder));
        delete(folder);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
