package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What class files don't show: the length of sources, and versions in a module's pom. */
final class SourceRules {
    private static final int MOST_LINES = 400;

    private SourceRules() {}

    static void check(Path module) {
        assertThat(tooLong(module.resolve("src")))
                .as("no file has more than %d lines", MOST_LINES)
                .isEmpty();
        assertThat(versionsIn(module.resolve("pom.xml")))
                .as("versions stand in the parent's pom only")
                .isEmpty();
    }

    static List<Path> tooLong(Path sources) {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For example {@code jackson-databind 2.21.1}. */
    static List<String> versionsIn(Path pom) {
        NodeList versions;
        try {
            versions = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getElementsByTagName("version");
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("unreadable: " + pom, e);
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < versions.getLength(); i++) {
            Node owner = versions.item(i).getParentNode();
            if (!owner.getNodeName().equals("parent")) {
                found.add(owner.getTextContent().strip().replaceAll("\\s+", " "));
            }
        }
        return found;
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
