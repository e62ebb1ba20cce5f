package dev.slipway.local.system;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the machine must have before anything is started. */
final class Surroundings {
    private static final long LEAST_SPACE = 3L << 30;
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    private final Settings settings;

    Surroundings(Settings settings) {
        this.settings = settings;
    }

    /** Fails with a sentence about the first thing that is missing. */
    void check() {
        requireSpace();
        if (settings.variable("DOCKER_HOST").isEmpty() && !engineAnswers()) {
            throw new CannotStart("No Docker engine answers at " + ENGINE
                    + ": run script/setup as root, which installs and starts one, or set DOCKER_HOST.");
        }
    }

    /** The address at which containers see this machine; empty if the engine has no bridge here. */
    Optional<String> containerBridge() {
        try {
            NetworkInterface bridge = NetworkInterface.getByName("docker0");
            return Optional.ofNullable(bridge).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void requireSpace() {
        try {
            Files.createDirectories(settings.home());
            long free = Files.getFileStore(settings.home()).getUsableSpace();
            if (free < LEAST_SPACE) {
                throw new CannotStart(
                        "Only %d MB are free under %s: free at least 3 GB, or set SLIPWAY_HOME to a folder on another disk."
                                .formatted(free >> 20, settings.home()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder can't be made: " + settings.home(), e);
        }
    }

    private static boolean engineAnswers() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE))) {
            return channel.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
