package dev.slipway.builder.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefGlobTest {
    @ParameterizedTest
    @CsvSource({
        "main,main,true",
        "main,maintenance,false",
        "release/*,release/1.2,true",
        "release/*,release/1/x,true",
        "release/*,release,false",
        "v?.*,v1.2,true",
        "v?.*,v10.2,false",
        "a.c,abc,false",
        "(a|b),a,false",
    })
    void aStarInNamesMeansSlashesToo(String pattern, String name, boolean matches) {
        assertThat(RefGlob.anyMatches(List.of(pattern), name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "flows/*.py,flows/a.py,true",
        "flows/*.py,flows/deep/a.py,false",
        "flows/**,flows/deep/a.py,true",
        "**/*.yaml,prefect.yaml,true",
        "**/*.yaml,a/b/prefect.yaml,true",
        "flows/**/a.py,flows/a.py,true",
        "prefect.yaml,x/prefect.yaml,false",
    })
    void aStarInPathsStopsAtASlash(String pattern, String path, boolean matches) {
        assertThat(RefGlob.anyMatchesPath(List.of(pattern), path)).isEqualTo(matches);
    }

    @Test
    void patternsThatTakeLongAreNotUsable() {
        assertThat(RefGlob.isUsable("a*".repeat(RefGlob.MOST_STARS))).isTrue();
        assertThat(RefGlob.isUsable("a*".repeat(RefGlob.MOST_STARS + 1))).isFalse();
        assertThat(RefGlob.isUsable("a".repeat(RefGlob.LONGEST + 1))).isFalse();
        assertThat(RefGlob.isUsable(" ")).isFalse();
        assertThat(RefGlob.isUsable("a\nb")).isFalse();
    }
}
