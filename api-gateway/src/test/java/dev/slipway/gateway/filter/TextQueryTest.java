package dev.slipway.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "error            | An Error occurred | true",
                "warning error    | An Error occurred | true",
                "warning          | An Error occurred | false",
                "error -occurred  | An Error occurred | false",
                "error !occurred  | An Error occurred | false",
                "+error +an       | An Error occurred | true",
                "+error +warning  | An Error occurred | false",
                "\"error occ\"    | An Error occurred | true",
                "\"occurred error\" | An Error occurred | false",
                "-\"error occ\"   | An Error occurred | false",
                "-                | An Error occurred | false",
                "-                | a-b               | true",
                "``               | anything          | true"
            })
    void wordsSignsAndPhrasesMeanWhatUsersKnow(String query, String text, boolean matches) {
        assertThat(TextQuery.parse(query).matches(text)).isEqualTo(matches);
    }

    @Test
    void aQueryHasALimit() {
        assertThatThrownBy(() -> TextQuery.parse("x".repeat(201))).isInstanceOf(InvalidFilter.class);
    }
}
