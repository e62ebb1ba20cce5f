package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageKeyTest {
    @Test
    void orderOfAMapIsNoDifference() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(ImageKey.form(1).with("arguments", one).text())
                .isEqualTo(ImageKey.form(1).with("arguments", other).text());
    }

    @Test
    void textsDoNotRunIntoEachOther() {
        assertThat(ImageKey.form(1).with("a", "bc").text())
                .isNotEqualTo(ImageKey.form(1).with("ab", "c").text());
        assertThat(ImageKey.form(1)
                        .with("x", Map.of("a", "1"))
                        .with("y", Map.of())
                        .text())
                .isNotEqualTo(ImageKey.form(1)
                        .with("x", Map.of())
                        .with("y", Map.of("a", "1"))
                        .text());
    }

    @Test
    void nothingIsNotTheEmptyText() {
        assertThat(ImageKey.form(1).with("target", (String) null).text())
                .isNotEqualTo(ImageKey.form(1).with("target", "").text());
    }
}
