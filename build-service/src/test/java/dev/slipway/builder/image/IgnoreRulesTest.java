package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IgnoreRulesTest {
    @Test
    void leadingSlashMeansNothing() {
        assertThat(IgnoreRules.parse("/secret.env").ignores("secret.env")).isTrue();
        assertThat(IgnoreRules.parse("/secret.env").ignores("sub/secret.env")).isFalse();
    }

    @Test
    void patternsMatchFromTheRootOnly() {
        assertThat(IgnoreRules.parse("*.md").ignores("a.md")).isTrue();
        assertThat(IgnoreRules.parse("*.md").ignores("docs/a.md")).isFalse();
        assertThat(IgnoreRules.parse("**/*.md").ignores("docs/deep/a.md")).isTrue();
        assertThat(IgnoreRules.parse("**/*.md").ignores("a.md")).isTrue();
    }

    @Test
    void directoryTakesWhatIsInItAlong() {
        assertThat(IgnoreRules.parse("build/").ignores("build/lib/x.so")).isTrue();
        assertThat(IgnoreRules.parse("build").ignores("builder/x")).isFalse();
        assertThat(IgnoreRules.parse("build/**").ignores("build/lib/x.so")).isTrue();
    }

    @Test
    void lastMatchWins() {
        var rules = IgnoreRules.parse("*.md\n!README*.md\nREADME-secret.md");

        assertThat(rules.ignores("a.md")).isTrue();
        assertThat(rules.ignores("README.md")).isFalse();
        assertThat(rules.ignores("README-secret.md")).isTrue();
    }

    @Test
    void exceptionBringsAFileBackOutOfAnIgnoredDirectory() {
        var rules = IgnoreRules.parse("data\n!data/keep.csv");

        assertThat(rules.ignores("data/drop.csv")).isTrue();
        assertThat(rules.ignores("data/keep.csv")).isFalse();
        assertThat(rules.isFinal()).isFalse();
    }

    @Test
    void everythingButOneThing() {
        var rules = IgnoreRules.parse("*\n!flows");

        assertThat(rules.ignores("flows/hello.py")).isFalse();
        assertThat(rules.ignores("other/hello.py")).isTrue();
    }

    @Test
    void commentsBlankLinesAndTheByteOrderMarkAreNoPatterns() {
        var rules = IgnoreRules.parse("\uFEFFfirst\n\n# comment\n  spaced  \n");

        assertThat(rules.ignores("first")).isTrue();
        assertThat(rules.ignores("# comment")).isFalse();
        assertThat(rules.ignores("spaced")).isTrue();
    }

    @Test
    void dotsAreLiteralAndDotSegmentsAreCleaned() {
        assertThat(IgnoreRules.parse("a.b").ignores("axb")).isFalse();
        assertThat(IgnoreRules.parse("./x/../y").ignores("y")).isTrue();
        assertThat(IgnoreRules.parse("file?.txt").ignores("file1.txt")).isTrue();
        assertThat(IgnoreRules.parse("[ab].txt").ignores("b.txt")).isTrue();
    }

    @Test
    void lineThatIsNoPatternIsNamed() {
        assertThatThrownBy(() -> IgnoreRules.parse("a["))
                .isInstanceOf(ImageFailed.class)
                .hasMessageContaining("a[");
    }
}
