package dev.slipway.dispatcher.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An image of a few megabytes with a shell, made of this machine's own files, since nothing may be there to pull. */
final class TinyImage {
    static final String NAME = "slipway.test/tiny:2";
    private static final List<String> PROGRAMS = List.of("bin/sh", "bin/sleep", "bin/cat", "usr/bin/env");

    /** What a flow's image has: says what it was called with and does what it is told. */
    private static final String PREFECT = """
            #!/bin/sh
            echo "prefect $*"
            eval "$TEST_SCRIPT"
            """;

    private TinyImage() {}

    static void ensure(DockerClient engine) {
        try {
            engine.inspectImageCmd(NAME).exec();
        } catch (NotFoundException e) {
            create();
        }
    }

    private static void create() {
        try {
            Path root = Files.createTempDirectory("tiny-image");
            Path prefect =
                    Files.createDirectories(root.resolve("usr/local/bin")).resolve("prefect");
            Files.writeString(prefect, PREFECT);
            prefect.toFile().setExecutable(true, false);
            var command = new ArrayList<>(List.of("tar", "-chf", root + "/image.tar", "-C", "/"));
            command.addAll(files());
            command.addAll(List.of("-C", root.toString(), "usr/local/bin/prefect"));
            run(command);
            // docker-java sends the body of this call cut short to some engines
            run(List.of("docker", "import", root + "/image.tar", NAME));
        } catch (IOException e) {
            throw new IllegalStateException("the test image could not be made", e);
        }
    }

    private static List<String> files() throws IOException {
        var files = new ArrayList<>(PROGRAMS);
        for (String program : PROGRAMS) {
            libraries("/" + program).map(library -> library.substring(1)).forEach(files::add);
        }
        return files.stream().distinct().toList();
    }

    private static Stream<String> libraries(String program) throws IOException {
        return run(List.of("ldd", program))
                .lines()
                .flatMap(line -> Stream.of(line.trim().split("\\s+")))
                .filter(word -> word.startsWith("/"));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
