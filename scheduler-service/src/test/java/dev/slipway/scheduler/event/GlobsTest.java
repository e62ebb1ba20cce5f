package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
    @ParameterizedTest
    @CsvSource({
        "prefect.flow.*, prefect.flow.1, true",
        "prefect.flow.*, prefect-flow.1, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "[ab]x, bx, true",
        "[!ab]x, bx, false",
        "[!ab]x, cx, true",
        "[a-c]x, bx, true",
        "[x, [x, true",
        "a.b, aXb, false",
        "(a|b), a, false",
        "(a|b), (a|b), true",
        "A*, abc, false",
        "*, '', true",
    })
    void globMatchesWholeTextsAsAShellDoes(String glob, String text, boolean matches) {
        assertThat(text.matches(Globs.regex(glob))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"100%, '100\\%%'", "a_b, 'a\\_b%'", "plain, plain%"})
    void wildcardsOfLikeAreOrdinaryInAPrefix(String prefix, String pattern) {
        assertThat(Globs.likePrefix(prefix)).isEqualTo(pattern);
    }
}
