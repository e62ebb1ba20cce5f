package dev.slipway.builder.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
        var request = new ProjectRequest(URL, null, null, null, "local", Map.of("A B", "x"), null, null, null);
        assertThatThrownBy(() -> ProjectRules.project("app", request, null)).hasMessageContaining("A B");
    }

    @Test
    void maskedVariablesAreThereAndLongEnoughToBeRecognised() {
        var variables = Map.of("LONG", "12345678", "SHORT", "1234567");
        var good = new ProjectRequest(URL, null, null, null, "local", variables, List.of("LONG"), null, null);

        assertThat(ProjectRules.project("app", good, null).masked()).containsExactly("LONG");
        for (String name : List.of("SHORT", "MISSING")) {
            var bad = new ProjectRequest(URL, null, null, null, "local", variables, List.of(name), null, null);
            assertThatThrownBy(() -> ProjectRules.project("app", bad, null))
                    .hasMessageContaining("maskedVariables: " + name);
        }
    }

    @Test
    void protectedVariablesAreWithheldFromAllRefsButTheProtectedOnes() {
        assertThat(withheld(null, "refs/heads/main")).isEmpty();
        for (String ref : List.of(
                "refs/heads/main2",
                "refs/heads/feature/main",
                "refs/tags/main",
                "refs/merge-requests/1/head",
                "main")) {
            assertThat(withheld(null, ref)).as(ref).containsExactly("DSN");
        }
        var some = new BuildRules.ProtectedRefs(List.of("release/*"), List.of("v*"));
        assertThat(withheld(some, "refs/heads/release/2")).isEmpty();
        assertThat(withheld(some, "refs/tags/v2")).isEmpty();
        assertThat(withheld(some, "refs/heads/main")).containsExactly("DSN");
        assertThat(withheld(some, "refs/heads/v2")).containsExactly("DSN");
        var any = new BuildRules.ProtectedRefs(List.of("**"), List.of("**"));
        assertThat(withheld(any, "refs/heads/x/y")).isEmpty();
        assertThat(withheld(any, "refs/merge-requests/1/head")).containsExactly("DSN");
    }

    @Test
    void protectedVariablesAreSomeOfTheVariables() {
        var bad = new ProjectRequest(URL, null, null, null, "local", Map.of("A", "x"), null, List.of("B"), null);
        assertThatThrownBy(() -> ProjectRules.project("app", bad, null))
                .hasMessageContaining("protectedVariables: B must be one of the variables");
    }

    private static Set<String> withheld(BuildRules.@Nullable ProtectedRefs refs, String ref) {
        BuildRules defaults = BuildRules.DEFAULT;
        BuildRules rules = refs == null
                ? defaults
                : new BuildRules(
                        defaults.branches(),
                        defaults.tags(),
                        defaults.paths(),
                        defaults.prefectFile(),
                        defaults.whenRefDeleted(),
                        true,
                        defaults.previews(),
                        true,
                        null,
                        refs);
        var variables = Map.of("DSN", "postgresql://…", "STAGE", "test");
        var request = new ProjectRequest(URL, null, null, null, "local", variables, null, List.of("DSN"), rules);
        return ProjectRules.project("app", request, null).withheldFrom(ref);
    }

    private static ProjectRequest request(String url, @Nullable String token) {
        return new ProjectRequest(url, null, token, null, "local", null, null, null, null);
    }
}
