package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is mounted below a folder. */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    /** The last mounted first. */
    static List<Path> below(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try {
            Path real = folder.toRealPath();
            return Files.readAllLines(TABLE).stream()
                    .map(line -> Path.of(unescaped(line.split(" ")[MOUNT_POINT])))
                    .filter(point -> point.startsWith(real))
                    .toList()
                    .reversed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts all of them; those that something still uses vanish with it. */
    static void removeBelow(Path folder) {
        for (Path point : below(folder)) {
            if (!Tool.succeeds("umount", point.toString())) {
                Tool.run("umount", "--lazy", point.toString());
            }
        }
    }

    private static String unescaped(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
