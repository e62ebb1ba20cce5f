package dev.slipway.local.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectNameTest {
    @ParameterizedTest
    @CsvSource({
        "https://gitlab.example.com/team/hello-flow.git,hello-flow",
        "https://gitlab.example.com/team/sub/Hello_Flow/,hello-flow",
        "https://gitlab.example.com:8443/team/_x.y.git,x-y",
    })
    void aNameIsMadeOfTheRepositorysPath(String url, String name) {
        assertThat(ProjectName.of(url)).isEqualTo(name);
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        assertThatThrownBy(() -> ProjectName.of("not a url")).isInstanceOf(CannotStart.class);
        assertThatThrownBy(() -> ProjectName.of("https://gitlab.example.com/")).isInstanceOf(CannotStart.class);
    }

    @Test
    void theHooksPageIsTheProjectsOwn() {
        assertThat(ProjectName.hooksPage("https://gitlab.example.com/team/app.git"))
                .isEqualTo("https://gitlab.example.com/team/app/-/hooks");
    }
}
