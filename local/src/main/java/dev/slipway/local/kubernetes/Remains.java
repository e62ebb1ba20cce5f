package dev.slipway.local.kubernetes;

import dev.slipway.local.process.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a node's processes leave behind when they end: containers, their keepers, mounts, groups, links. */
final class Remains {
    private static final long PATIENCE_SECONDS = 10;
    private static final Path LOG_LINKS = Path.of("/var/log/containers");

    private final KubeNodeOptions options;
    private final ControlGroup group;

    Remains(KubeNodeOptions options) {
        this.options = options;
        this.group = new ControlGroup(options.network().controlGroup());
    }

    void endContainers() {
        // again, for those that were just being made
        for (List<ProcessHandle> left = group.processes(); !left.isEmpty(); left = group.processes()) {
            kill(left);
        }
    }

    /** Each container has one, which stays when containerd ends. */
    void endKeepers() {
        String socket = options.network().containerdSocket().toString();
        kill(ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(command -> command.contains("containerd-shim") && command.contains(socket))
                        .isPresent())
                .toList());
    }

    void remove() {
        Mounts.removeBelow(options.folder());
        Mounts.removeBelow(options.network().runFolder());
        group.remove();
        try {
            removeLogLinks();
            FileTree.delete(options.network().runFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void removeLogLinks() throws IOException {
        if (!Files.isDirectory(LOG_LINKS)) {
            return;
        }
        try (Stream<Path> links = Files.list(LOG_LINKS)) {
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                if (Files.readSymbolicLink(link).startsWith(options.folder())) {
                    Files.deleteIfExists(link);
                }
            }
        }
    }
}
