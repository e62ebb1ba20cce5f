package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DockerFailuresTest {
    @Test
    void failedCommandIsQuotedWithItsLastWords() {
        assertThat(DockerFailures.ofBuild(
                        "The command '/bin/sh -c pip install nope' returned a non-zero code: 1",
                        List.of("ERROR: No matching distribution found for nope")))
                .contains("code 1", "pip install nope", "No matching distribution")
                .doesNotContain("/bin/sh -c");
    }

    @Test
    void killedCommandHintsAtMemory() {
        assertThat(DockerFailures.ofBuild("The command 'x' returned a non-zero code: 137", List.of()))
                .contains("memory");
    }

    @Test
    void baseImagesThatCantBePulledAreToldApart() {
        assertThat(DockerFailures.ofBuild("pull access denied for x, repository does not exist", List.of()))
                .contains("base image can't be pulled");
        assertThat(DockerFailures.ofBuild("manifest for x:9 not found: manifest unknown", List.of()))
                .contains("does not exist");
        assertThat(DockerFailures.ofBuild("Get \"https://x/v2/\": dial tcp: lookup x: no such host", List.of()))
                .contains("can't be reached");
    }

    @Test
    void refusedAndUnreachablePushesAreToldApart() {
        assertThat(DockerFailures.ofPush("r/x:1", "unauthorized: authentication required", null))
                .isInstanceOf(PushDenied.class)
                .hasMessageContaining("credentials");
        assertThat(DockerFailures.ofPush("r/x:1", "dial tcp 127.0.0.1:1: connect: connection refused", null))
                .isNotInstanceOf(PushDenied.class)
                .hasMessageContaining("can't be reached");
    }
}
