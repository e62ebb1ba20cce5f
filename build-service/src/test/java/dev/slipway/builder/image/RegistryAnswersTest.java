package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistryAnswersTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void lastLineOfAPushHasTagAndDigest() {
        assertThat(PushStatus.parse("latest: digest: " + DIGEST + " size: 524\n"))
                .contains(new PushStatus("latest", DIGEST));
    }

    @Test
    void otherLinesHaveNone() {
        assertThat(PushStatus.parse("The push refers to repository [x]")).isEmpty();
        assertThat(PushStatus.parse("latest: digest: sha256:short size: 1")).isEmpty();
        assertThat(PushStatus.parse("x latest: digest: " + DIGEST + " size: 524"))
                .isEmpty();
    }

    @Test
    void bearerChallengeKeepsCommasInQuotes() {
        var challenge = AuthChallenge.parse(
                "Bearer realm=\"https://gitlab/jwt/auth\",service=\"container_registry\",scope=\"repository:a/b:pull,push\"");

        assertThat(challenge.scheme()).isEqualTo("bearer");
        assertThat(challenge.parameters())
                .containsEntry("realm", "https://gitlab/jwt/auth")
                .containsEntry("scope", "repository:a/b:pull,push");
    }

    @Test
    void basicChallengeNeedsNoParameters() {
        assertThat(AuthChallenge.parse("Basic").scheme()).isEqualTo("basic");
        assertThat(AuthChallenge.parse("Basic realm=Registry").parameters()).containsEntry("realm", "Registry");
    }
}
