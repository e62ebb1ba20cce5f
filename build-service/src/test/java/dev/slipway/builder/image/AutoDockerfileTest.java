package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutoDockerfileTest {
    @Test
    void codeGoesWhereThePullStepLooks() {
        assertThat(AutoDockerfile.text("base:1", "hello-flow", false)).isEqualTo("""
                        FROM base:1
                        COPY [".", "/opt/prefect/hello-flow/"]
                        WORKDIR /opt/prefect/hello-flow
                        """);
    }

    @Test
    void requirementsAreInstalledBeforeTheCodeSoThatTheirLayerIsKept() {
        assertThat(AutoDockerfile.text("base:1", "app", true))
                .containsSubsequence("COPY [\"requirements.txt\"", "pip install", "COPY [\".\"");
    }
}
