package dev.slipway.local.kubernetes;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Which node of this machine serves Services: the rules for it have the same names for all, so that only one can. */
final class ServiceClaim {
    private static final Path FILE = Path.of("/run/slipway-services");

    private ServiceClaim() {}

    /** Takes it, unless it is taken by that node already. Fails with a sentence if somebody else has it. */
    static void of(Path home) {
        if (taken(home)) {
            return;
        }
        Optional<Path> owner = owner();
        if (owner.filter(home::equals).isPresent()) {
            return;
        }
        if (owner.flatMap(KubeNode::in).filter(KubeNode::isRunning).isPresent()) {
            throw new CannotStart("Services are served by the node whose state is in %s already: stop that one first."
                    .formatted(owner.orElseThrow()));
        }
        free();
        if (!taken(home)) {
            throw new CannotStart("Another node has just begun to serve Services: stop that one first.");
        }
    }

    static boolean isTaken() {
        return owner().isPresent();
    }

    static boolean isOf(Path home) {
        return owner().filter(home::equals).isPresent();
    }

    static void free() {
        try {
            Files.deleteIfExists(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A link is made with its content, so there is no moment at which it has none. */
    private static boolean taken(Path home) {
        try {
            Files.createSymbolicLink(FILE, home);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> owner() {
        try {
            return Optional.of(Files.readSymbolicLink(FILE));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
