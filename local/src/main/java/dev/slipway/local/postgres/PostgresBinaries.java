package dev.slipway.local.postgres;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.FileTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL for this machine's processor, once per version. */
final class PostgresBinaries {
    private static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}, below {@code cache}. */
    static Path in(Path cache) {
        Path unpacked = cache.resolve("postgres-" + VERSION);
        if (!Files.isExecutable(unpacked.resolve("bin/postgres"))) {
            try {
                Files.createDirectories(cache);
                Path fresh = Files.createTempDirectory(cache, "postgres-");
                try {
                    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                    unpackTo(fresh);
                    moveUnlessAnotherDid(fresh, unpacked);
                } finally {
                    FileTree.delete(fresh);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL could not be unpacked in " + cache, e);
            }
        }
        return unpacked;
    }

    private static void moveUnlessAnotherDid(Path fresh, Path unpacked) throws IOException {
        try {
            Files.move(fresh, unpacked);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherDid) {
            return;
        }
    }

    private static void unpackTo(Path folder) throws IOException {
        try (InputStream resource = archive();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static InputStream archive() {
        String arch = System.getProperty("os.arch");
        String name =
                switch (arch) {
                    case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
                    case "aarch64" -> "/postgres-linux-arm_64.txz";
                    default -> "";
                };
        InputStream resource = name.isEmpty() ? null : PostgresBinaries.class.getResourceAsStream(name);
        if (resource == null) {
            throw new CannotStart(
                    "There is no embedded PostgreSQL for %s: start one yourself and set SLIPWAY_DATABASE_URL."
                            .formatted(arch));
        }
        return resource;
    }
}
