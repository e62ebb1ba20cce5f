package dev.slipway.local.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of a node: the parts of Kubernetes in one, and the image that holds a pod's namespaces. */
public final class NodePrograms {
    private NodePrograms() {}

    /**
     * The folder they are in. {@code script/kubenode} makes what is missing; the first time that takes some minutes.
     *
     * @param below the repository or a folder in it
     */
    public static Path find(Path below) {
        return made(below);
    }

    /**
     * The folder with the DNS server of a node that serves Services. {@code script/kubenode dns} makes it; the first time that
     * takes two minutes.
     *
     * @param below the repository or a folder in it
     */
    public static Path findDns(Path below) {
        return made(below, "dns");
    }

    private static Path made(Path below, String... what) {
        Path script = Stream.iterate(below.toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("script/kubenode"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CannotStart("There is no script/kubenode above " + below + "."));
        try {
            var command = new ArrayList<>(List.of(script.toString()));
            command.addAll(List.of(what));
            Process process = Tool.builder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String folder = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (Tool.await(process) != 0) {
                throw new CannotStart("The Kubernetes node could not be made: run script/kubenode as root.");
            }
            return Path.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
