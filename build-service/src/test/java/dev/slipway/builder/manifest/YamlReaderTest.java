package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    @Test
    void plainScalarsMeanWhatPyYamlTakesThemFor() {
        assertThat(root("[yes, Off, null, ~, 12, 010, 0x1F, 1_000, 1.5, 1e3, '12', 2026-01-01, 12:30]"))
                .isEqualTo(java.util.Arrays.asList(
                        true, false, null, null, 12L, 8L, 31L, 1000L, 1.5, "1e3", "12", "2026-01-01", "12:30"));
    }

    @Test
    void mergeKeysFillInWhatIsNotThere() {
        assertThat(root("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 9}"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("c", Map.of("x", 9L, "y", 2L, "z", 4L));
    }

    @Test
    void aliasesShareTheirValue() {
        assertThat(root("tags: &t [a, b]\nother: *t"))
                .isEqualTo(Map.of("tags", List.of("a", "b"), "other", List.of("a", "b")));
    }

    @Test
    void linesAreKnownByPath() {
        assertThat(YamlReader.read("a: 1\nb:\n  - c: 2\n").lines()).containsEntry("b[0].c", 3);
    }

    @Test
    void billionLaughsAreCutOff() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            text.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, alias))));
        }

        assertInvalid(text.toString(), "larger than");
    }

    @Test
    void deepNestingIsCutOffBeforeItOverflows() {
        assertInvalid("[".repeat(100_000), "deeper");
    }

    @Test
    void recursionIsCutOff() {
        assertInvalid("a: &a\n  b: *a\n", "a");
    }

    @Test
    void bigFilesAreRefusedUnread() {
        assertInvalid("a: " + "x".repeat(YamlReader.LONGEST_FILE), "longer than");
    }

    @Test
    void syntaxErrorsHaveTheirLine() {
        assertInvalid("a: 1\nb: [1, 2\nc: 3\n", "line 3");
        assertInvalid("a: 1\n\tb: 2\n", "line 2");
    }

    @Test
    void twinKeysAndTagsAreRefused() {
        assertInvalid("a: 1\na: 2\n", "line 2", "twice");
        assertInvalid("a: !!python/object/apply:os.system [ls]\n", "a");
        assertInvalid("a: !custom x\n", "tag");
    }

    private static Object root(String text) {
        Object root = YamlReader.read(text).root();
        assertThat(root).isNotNull();
        return root == null ? "" : root;
    }

    private static void assertInvalid(String text, String... parts) {
        assertThatThrownBy(() -> YamlReader.read(text))
                .isInstanceOf(ManifestInvalid.class)
                .message()
                .contains(parts);
    }
}
