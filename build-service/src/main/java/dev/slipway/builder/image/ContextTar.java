package dev.slipway.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A directory as a tar that depends on nothing but names and contents: sorted, one fixed time, owned by root, only two modes,
 * links as links. So the same commit hits the same layers of the build cache everywhere.
 */
public final class ContextTar {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;

    private final Path root;
    private final IgnoreRules ignored;
    private final Set<String> always;
    private final String prefix;

    private ContextTar(Path root, IgnoreRules ignored, Set<String> always, String prefix) {
        this.root = root;
        this.ignored = ignored;
        this.always = always;
        this.prefix = prefix;
    }

    /** What is not ignored, and what is always there. */
    static ContextTar of(Path root, IgnoreRules ignored, Set<String> always) {
        return new ContextTar(root, ignored, always, "");
    }

    /** Everything below a directory, with names below {@code prefix}. */
    public static ContextTar ofAll(Path root, String prefix) {
        return new ContextTar(root, IgnoreRules.NONE, Set.of(), prefix + "/");
    }

    /** Writes the directory, and files that it does not have. */
    public void write(Path target, Map<String, byte[]> extra) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            if (!prefix.isEmpty()) {
                put(tar, new TarArchiveEntry(prefix), DIRECTORY, 0);
                tar.closeArchiveEntry();
            }
            addChildren(tar, root, "");
            for (Map.Entry<String, byte[]> one : new TreeMap<>(extra).entrySet()) {
                add(tar, one.getKey(), one.getValue());
            }
        }
    }

    private void addChildren(TarArchiveOutputStream tar, Path directory, String parent) throws IOException {
        List<Path> children;
        try (Stream<Path> listed = Files.list(directory)) {
            children = listed.sorted().toList();
        }
        for (Path child : children) {
            String name = parent + child.getFileName();
            boolean out = ignored.ignores(name) && !always.contains(name);
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                addDirectory(tar, child, name, out);
            } else if (!out) {
                addFile(tar, child, name);
            }
        }
    }

    private void addDirectory(TarArchiveOutputStream tar, Path directory, String name, boolean out) throws IOException {
        if (!out) {
            put(tar, new TarArchiveEntry(prefix + name + "/"), DIRECTORY, 0);
            tar.closeArchiveEntry();
        }
        boolean holdsOneThatStays = always.stream().anyMatch(path -> path.startsWith(name + "/"));
        if (!out || !ignored.isFinal() || holdsOneThatStays) {
            addChildren(tar, directory, name + "/");
        }
    }

    private void addFile(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file)) {
            var entry = new TarArchiveEntry(prefix + name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
            put(tar, entry, 0120777, 0);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            put(
                    tar,
                    new TarArchiveEntry(prefix + name),
                    Files.isExecutable(file) ? EXECUTABLE : FILE,
                    Files.size(file));
            Files.copy(file, tar);
        } else {
            return; // sockets and devices can't come out of a checkout
        }
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        put(tar, new TarArchiveEntry(name), FILE, content.length);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, long size) throws IOException {
        entry.setMode(mode);
        entry.setSize(size);
        entry.setModTime(TIME.toEpochMilli());
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
    }
}
