package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromImagesTest {
    @Test
    void stagesOfTheFileAndTheEmptyImageAreNoBaseImages() {
        assertThat(FromImages.of("""
                        # syntax=docker/dockerfile:1
                        from --platform=linux/amd64 python:3.11-slim AS Build
                        RUN pip wheel \\
                            # a comment between

                            --no-deps .
                        FROM scratch
                        COPY --from=build /a /a
                        COPY --from=0 /b /b
                        COPY --chown=1:1 --from=registry.example.com/tools:2 /c /c
                        """, Map.of())).hasValueSatisfying(images -> assertThat(images)
                .containsExactly("python:3.11-slim", "registry.example.com/tools:2"));
    }

    @Test
    void argumentsBeforeTheFirstStageArePutIn() {
        assertThat(FromImages.of("""
                        ARG REGISTRY="registry.example.com"
                        ARG VERSION=3.11
                        ARG VARIANT
                        FROM ${REGISTRY}/python:$VERSION${VARIANT:+-slim}
                        FROM ${OTHER:-debian:12}
                        """, Map.of("VERSION", "3.12", "VARIANT", "yes")))
                .hasValueSatisfying(images ->
                        assertThat(images).containsExactly("debian:12", "registry.example.com/python:3.12-slim"));
    }

    @Test
    void argumentsOfAStageDoNotCountInLaterOnes() {
        assertThat(FromImages.of("FROM python:3.11\nARG BASE=x\nFROM $BASE\n", Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM $UNKNOWN",
                "FROM",
                "FROM a\nADD https://example.com/x.tar.gz /x",
                "FROM a\nADD [\"https://example.com/x\", \"/x\"]",
                "FROM a\nADD git@example.com:x.git /x",
                "# escape=`\nFROM a",
                "FROM a\nCOPY --from=$X /a /a"
            })
    void whatDependsOnMoreIsNotSaid(String dockerfile) {
        assertThat(FromImages.of(dockerfile, Map.of())).isEmpty();
    }
}
