package dev.slipway.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the catalogue's parts are, seen from the module's folder. */
final class Catalogue {
    static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    static final Path SAMPLES = Path.of("src/test/resources/samples");
    static final Path DIGESTS = Path.of("src/test/resources/samples.sha256");
    static final Path PAGE = Path.of("../docs/events.md");

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CLASSES = Path.of("target/classes");

    private Catalogue() {}

    /** The records of all {@code …v1} packages that are events. */
    static List<Class<?>> events() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.contains("/v1/") && file.endsWith(".class"))
                    .<Class<?>>map(file -> load(
                            file.substring(0, file.length() - ".class".length()).replace('/', '.')))
                    .filter(type -> type.isRecord() && Event.class.isAssignableFrom(type))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path schema(EventType type) {
        return SCHEMAS.resolve(type.wireName() + ".schema.json");
    }

    /** The smallest first; then the full ones, which follow when fields come, the newest last: {@code full_2} after {@code full}. */
    static List<Path> samples(EventType type) {
        Path folder = SAMPLES.resolve(type.wireName());
        return Stream.of("minimal", "full", "full_2", "full_3")
                .map(name -> folder.resolve(name + ".json"))
                .filter(file -> !file.toString().contains("_") || Files.exists(file))
                .toList();
    }

    static String source(Class<?> type) {
        return text(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    }

    static JsonNode json(Path file) {
        try {
            return Json.MAPPER.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
