package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\nRUN --mount=type=secret,id=token cat /run/secrets/token",
                "FROM a\nrun --mount=id=token,type=secret \\\n  pip install x",
                "FROM a\nRUN --mount=type=ssh git clone git@example.com:x.git"
            })
    void secretMountsAreRefusedWithAnotherWay(String dockerfile) {
        assertThat(RunOptions.refusal(dockerfile)).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains("needs BuildKit", "history", "private base image"));
    }

    @Test
    void otherOptionsThatNeedBuildKitAreNamed() {
        assertThat(RunOptions.refusal("FROM a\nRUN --mount=type=cache,target=/root/.cache pip install x"))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("type=cache", "Remove the option")
                        .doesNotContain("secret"));
        assertThat(RunOptions.refusal("FROM a\nRUN --network=none true"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("RUN --network=none"));
    }

    @Test
    void commandsMayHaveSuchOptionsThemselves() {
        assertThat(RunOptions.refusal("FROM a\n# RUN --mount=type=secret x\nRUN mount --mount=type=secret x\n"))
                .isEmpty();
    }
}
