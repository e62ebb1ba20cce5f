package dev.slipway.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTarTest {
    private Path folder;
    private Path root;

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("flows"));
        Files.writeString(root.resolve("flows/hello.py"), "print()");
        Files.writeString(root.resolve("secret.env"), "x");
        Files.writeString(root.resolve("run.sh"), "x").toFile().setExecutable(true);
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/passwd"));
        Files.writeString(root.resolve("Dockerfile"), "FROM x");
    }

    @Test
    void sameFilesGiveTheSameBytesWhateverTheirTimes() throws IOException {
        byte[] first = tar(IgnoreRules.NONE);
        Files.setLastModifiedTime(root.resolve("flows/hello.py"), FileTime.from(Instant.EPOCH));

        assertThat(tar(IgnoreRules.NONE)).isEqualTo(first);
    }

    @Test
    void entriesAreSortedOwnedByRootAndHaveOneOfTwoModes() throws IOException {
        List<TarArchiveEntry> entries = entries(IgnoreRules.NONE);

        assertThat(entries)
                .extracting(TarArchiveEntry::getName)
                .containsExactly("Dockerfile", "flows/", "flows/hello.py", "link", "run.sh", "secret.env", "extra");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.getLongUserId()).isZero());
        assertThat(entries.get(2).getMode() & 0777).isEqualTo(0644);
        assertThat(entries.get(4).getMode() & 0777).isEqualTo(0755);
    }

    @Test
    void linksStayLinks() throws IOException {
        TarArchiveEntry link = entries(IgnoreRules.NONE).get(3);

        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("/etc/passwd");
        assertThat(link.getSize()).isZero();
    }

    @Test
    void ignoredFilesStayOutButTheDockerfileIsAlwaysThere() throws IOException {
        assertThat(entries(IgnoreRules.parse("*\n!flows")))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("Dockerfile", "flows/", "flows/hello.py", "extra");
    }

    @Test
    void prefixStandsBeforeEveryName() throws IOException {
        Path file = folder.resolve("all.tar");
        ContextTar.ofAll(root, "opt/code").write(file, Map.of());

        assertThat(entries(file)).extracting(TarArchiveEntry::getName).contains("opt/code/", "opt/code/flows/hello.py");
    }

    private byte[] tar(IgnoreRules rules) throws IOException {
        Path file = folder.resolve("context.tar");
        ContextTar.of(root, rules, Set.of("Dockerfile")).write(file, Map.of("extra", "e".getBytes(UTF_8)));
        return Files.readAllBytes(file);
    }

    private List<TarArchiveEntry> entries(IgnoreRules rules) throws IOException {
        tar(rules);
        return entries(folder.resolve("context.tar"));
    }

    private static List<TarArchiveEntry> entries(Path file) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file);
                var tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
