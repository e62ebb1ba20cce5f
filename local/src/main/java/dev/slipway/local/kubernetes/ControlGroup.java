package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A node's own control group. Two kubelets with the same one would end each other's pods. */
final class ControlGroup {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final String name;

    ControlGroup(String name) {
        this.name = name;
    }

    void ensure() {
        hierarchies().forEach(hierarchy -> {
            try {
                Files.createDirectories(hierarchy.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException("the control group of Kubernetes can't be made", e);
            }
        });
    }

    /** The processes of all containers. */
    List<ProcessHandle> processes() {
        return groups().stream()
                .flatMap(group -> pids(group.resolve("cgroup.procs")))
                .distinct()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    /** Does nothing where processes are left. */
    void remove() {
        groups().stream().sorted(Comparator.reverseOrder()).forEach(group -> {
            try {
                Files.deleteIfExists(group);
            } catch (IOException _) {
                // in use: the next start takes it as it is
            }
        });
    }

    /** Each controller's hierarchy, or the one of version 2. */
    private static List<Path> hierarchies() {
        if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
            return List.of(ROOT);
        }
        try (Stream<Path> mounts = Files.list(ROOT)) {
            return mounts.filter(mount -> !Files.isSymbolicLink(mount))
                    .filter(mount -> Files.exists(mount.resolve("cgroup.procs")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It in each hierarchy, with all groups in it. */
    List<Path> groups() {
        return hierarchies().stream()
                .map(hierarchy -> hierarchy.resolve(name))
                .filter(Files::isDirectory)
                .flatMap(ControlGroup::folders)
                .toList();
    }

    private static Stream<Path> folders(Path top) {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isDirectory).toList().stream();
        } catch (IOException | UncheckedIOException _) {
            return Stream.of();
        }
    }

    private static Stream<Long> pids(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Long::valueOf);
        } catch (IOException _) {
            return Stream.of();
        }
    }
}
