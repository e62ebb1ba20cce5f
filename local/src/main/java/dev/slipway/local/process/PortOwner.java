package dev.slipway.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out who listens on a port, as far as /proc tells. */
final class PortOwner {
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** For example {@code java (pid 4711)}. */
    static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .flatMap(line -> listeningInode(line, port).stream())
                .flatMap(inode -> holder(inode).stream())
                .findFirst();
    }

    /** The inode of the socket if the line of /proc/net/tcp is about a listener on the port. */
    static Optional<String> listeningInode(String line, int port) {
        String[] columns = line.strip().split("\\s+");
        boolean listens =
                columns.length > 9 && columns[3].equals(LISTENING) && columns[1].endsWith(":%04X".formatted(port));
        return listens ? Optional.of(columns[9]) : Optional.empty();
    }

    private static Optional<String> holder(String inode) {
        String target = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), target))
                .map(process -> "%s (pid %d)".formatted(command(process.pid()), process.pid()))
                .findFirst();
    }

    private static boolean holds(long pid, String target) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, target));
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, String target) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(target);
        } catch (IOException _) {
            return false;
        }
    }

    private static String command(long pid) {
        return lines(Path.of("/proc", Long.toString(pid), "comm")).stream()
                .findFirst()
                .orElse("a process");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }
}
