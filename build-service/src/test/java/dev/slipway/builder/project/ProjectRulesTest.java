package dev.slipway.builder.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {
    private static final String URL = "https://gitlab.example/Team/sub/Hello-Flow.git";

    @Test
    void directoryIsTheLastPartOfThePathAndImagePathsAreLowerCase() {
        Project project = ProjectRules.project("app", request(URL, null), null);

        assertThat(project.directoryName()).isEqualTo("Hello-Flow");
        assertThat(project.imagePath()).isEqualTo("team/sub/hello-flow");
        assertThat(project.defaultBranch()).isEqualTo("main");
    }

    @Test
    void missingTokenKeepsTheKnownOneAndAnEmptyOneRemovesIt() {
        Project known = ProjectRules.project("app", request(URL, "glpat-1"), null);

        assertThat(ProjectRules.project("app", request(URL, null), known).gitToken())
                .isEqualTo("glpat-1");
        assertThat(ProjectRules.project("app", request(URL, ""), known).gitToken())
                .isNull();
    }

    @Test
    void urlsThatGitCouldMisreadAreRefused() {
        for (String url : new String[] {
            "file:///etc",
            "ssh://git@host/x.git",
            "--upload-pack=x",
            "https://user:token@host/x.git",
            "https://host/",
            "ext::sh -c x",
            "git@host:x.git",
            "https://host/x.git?a=b"
        }) {
            assertThatThrownBy(() -> ProjectRules.project("app", request(url, null), null))
                    .as(url)
                    .hasMessageContaining("gitUrl");
        }
    }

    @Test
    void slugsAndVariableNamesAreChecked() {
        assertThatThrownBy(() -> ProjectRules.project("App", request(URL, null), null))
                .hasMessageContaining("slug");
        var request = new ProjectRequest(URL, null, null, null, "local", Map.of("A B", "x"), null, null);
        assertThatThrownBy(() -> ProjectRules.project("app", request, null)).hasMessageContaining("A B");
    }

    @Test
    void maskedVariablesAreThereAndLongEnoughToBeRecognised() {
        var variables = Map.of("LONG", "12345678", "SHORT", "1234567");
        var good = new ProjectRequest(URL, null, null, null, "local", variables, List.of("LONG"), null);

        assertThat(ProjectRules.project("app", good, null).masked()).containsExactly("LONG");
        for (String name : List.of("SHORT", "MISSING")) {
            var bad = new ProjectRequest(URL, null, null, null, "local", variables, List.of(name), null);
            assertThatThrownBy(() -> ProjectRules.project("app", bad, null))
                    .hasMessageContaining("maskedVariables: " + name);
        }
    }

    private static ProjectRequest request(String url, @Nullable String token) {
        return new ProjectRequest(url, null, token, null, "local", null, null, null);
    }
}
