package dev.slipway.testkit;

import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders for the data of a test run. Each is deleted when its JVM ends; what a killed JVM left behind, processes too, is
 * cleared away by the next one.
 */
final class TestFolder {
    private static final String PREFIX = "slipway-test-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestFolder() {}

    static Path create() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            clearLeftovers(temporary);
            return Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void stopAtTheEnd(Path home, List<Daemon> daemons) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(home, daemons), "test-infrastructure"));
    }

    static void clearLeftovers(Path temporary) throws IOException {
        try (Stream<Path> folders = Files.list(temporary)) {
            folders.filter(TestFolder::isLeftOver).forEach(TestFolder::clearLeftover);
        }
    }

    private static void clearLeftover(Path home) {
        clear(
                home,
                List.of(new Daemon("postgres", home, "INT"), new Daemon("kafka", home), new Daemon("registry", home)));
    }

    private static boolean isLeftOver(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String pid = name.substring(PREFIX.length()).replaceFirst("-.*", "");
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void clear(Path home, List<Daemon> daemons) {
        KubeNode.in(home).ifPresent(KubeNode::stop);
        daemons.forEach(daemon -> daemon.stop(PATIENCE));
        try {
            FileTree.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException("could not be deleted: " + home, e);
        }
    }
}
