package dev.slipway.local.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Json;
import dev.slipway.local.process.CannotStart;
import org.junit.jupiter.api.Test;

class HookCommandTest {
    @Test
    void aHookIsCalledLikeItsGroupOrGitLab() {
        assertThat(AddCommand.nameOf("https://gitlab.example.com/Team/sub/")).isEqualTo("team-sub");
        assertThat(AddCommand.nameOf("https://gitlab.example.com")).isEqualTo("gitlab-example-com");
        assertThatThrownBy(() -> AddCommand.nameOf("not a url")).isInstanceOf(CannotStart.class);
    }

    @Test
    void whatIsPastedIsTheSecretThatThereIs() {
        var hook = Json.MAPPER.createObjectNode().put("hookUrl", "https://slipway/hooks/gitlab/groups/team");

        assertThat(HookCommand.byHand(hook.deepCopy().put("signingSecret", "whsec_x")))
                .anyMatch(line -> line.endsWith("Signing token   whsec_x"))
                .anyMatch(line -> line.endsWith("/hooks/gitlab/groups/team"));
        assertThat(HookCommand.byHand(hook.deepCopy().put("webhookToken", "t-0123456")))
                .anyMatch(line -> line.endsWith("Secret token    t-0123456"));
    }
}
