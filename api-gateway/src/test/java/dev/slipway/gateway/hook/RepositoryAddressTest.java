package dev.slipway.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryAddressTest {
    @Test
    void spellingsOfOnePlaceAreTheSame() {
        for (String url : List.of(
                "https://gitlab.example/team/app.git",
                "http://GitLab.example/Team/App",
                "https://gitlab.example/team/app/",
                "https://gitlab.example//team/app.git/")) {
            assertThat(RepositoryAddress.of(url)).as(url).hasToString("Optional[gitlab.example/team/app]");
        }
        assertThat(address("https://gitlab.example:8443/team/app")).hasToString("gitlab.example:8443/team/app");
    }

    @Test
    void whatIsNoPlainUrlOfHttpIsNone() {
        for (String url : List.of(
                "",
                "team/app",
                "git@gitlab.example:team/app.git",
                "ssh://git@h/a",
                "https://u:p@h/a",
                "https://h/a?b=c",
                "https:///a",
                "https://h/ a")) {
            assertThat(RepositoryAddress.of(url)).as(url).isEmpty();
        }
        assertThat(RepositoryAddress.of(null)).isEmpty();
    }

    @Test
    void aGroupContainsWhatIsBelowItOnItsHost() {
        var group = address("https://gitlab.example/team");

        assertThat(group.contains(address("https://gitlab.example/team/sub/app")))
                .isTrue();
        assertThat(group.contains(address("https://gitlab.example/team"))).isFalse();
        assertThat(group.contains(address("https://gitlab.example/teams/app"))).isFalse();
        assertThat(group.contains(address("https://gitlab.other/team/app"))).isFalse();
        assertThat(address("https://gitlab.example").contains(address("https://gitlab.example/any/app")))
                .isTrue();
    }

    private static RepositoryAddress address(String url) {
        return RepositoryAddress.of(url).orElseThrow();
    }
}
