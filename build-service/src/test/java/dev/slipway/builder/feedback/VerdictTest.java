package dev.slipway.builder.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.builder.gitlab.GitLabAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aStatusThatGitLabHasAlreadyIsTold() {
        assertThat(verdict(201, "", null)).isInstanceOf(Verdict.Told.class);
        assertThat(verdict(400, "Cannot transition status via :run from :running", null))
                .isInstanceOf(Verdict.Told.class);
    }

    @Test
    void whatWouldBeRefusedAgainIsNotTriedAgain() {
        assertThat(verdict(400, "state does not have a valid value", null)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(403, "403 Forbidden", null)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(404, "404 Commit Not Found", null)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(422, "too many jobs", null)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aRefusedTokenConcernsTheWholeProject() {
        assertThat(verdict(401, "401 Unauthorized", null)).isEqualTo(new Verdict.TokenRefused("401 Unauthorized"));
    }

    @Test
    void gitLabSaysHowLongToWait() {
        assertThat(verdict(429, "", Duration.ofSeconds(42)))
                .isEqualTo(new Verdict.Later(Duration.ofSeconds(42), true, "status 429"));
    }

    @Test
    void failuresAreTriedAgainLaterAndLater() {
        assertThat(verdict(409, "in progress", null))
                .isEqualTo(new Verdict.Later(Duration.ofSeconds(1), false, "in progress"));
        assertThat(verdict(502, "", null)).isEqualTo(new Verdict.Later(Duration.ofSeconds(2), true, "status 502"));
        assertThat(Verdict.pause(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Verdict.pause(1_000)).isEqualTo(Verdict.LONGEST_PAUSE);
    }

    private static Verdict verdict(int status, String message, @Nullable Duration retryAfter) {
        var body = JsonNodeFactory.instance.objectNode();
        if (!message.isEmpty()) {
            body.put("message", message);
        }
        return Verdict.of(new GitLabAnswer(status, body, retryAfter, ""), 1);
    }
}
