package dev.slipway.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "abc,    abc,   true",
        "abc,    abcd,  false",
        "a*c,    abbbc, true",
        "*,      '',    true",
        "?,      '',    false",
        "a.c,    abc,   false",
        "[abc],  b,     true",
        "[!abc], b,     false",
        "[!abc], d,     true",
        "[a-c],  b,     true",
        "[]],    ],     true",
        "[^a],   a,     true",
        "[^a],   ^,     true",
        "[^a],   b,     false",
        "[a,     [a,    true",
        "[a&&b], '&',   true",
        "\\d,    5,     false",
        "(a|b),  a,     false"
    })
    void patternsMeanWhatPythonMeansByThem(String glob, String text, boolean matches) {
        assertThat(Glob.compile(glob).matcher(text).matches()).isEqualTo(matches);
    }
}
