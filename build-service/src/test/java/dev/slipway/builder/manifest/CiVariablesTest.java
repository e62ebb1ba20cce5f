package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CiVariablesTest {
    @Test
    void branchPushHasTheVariablesOfAGitLabJob() {
        var values = CiVariables.of(new CiVariables.Push(
                "refs/heads/feature/Größe_1", "0123456789abcdef", "0".repeat(40), "main", "title", null, null, null));

        assertThat(values)
                .containsEntry("CI_COMMIT_SHORT_SHA", "01234567")
                .containsEntry("CI_COMMIT_BRANCH", "feature/Größe_1")
                .containsEntry("CI_COMMIT_REF_SLUG", "feature-gr--e-1")
                .containsEntry("CI_COMMIT_TITLE", "title")
                .doesNotContainKeys("CI_COMMIT_TAG", "CI_COMMIT_MESSAGE");
    }

    @Test
    void mergeRequestIsNoTag() {
        var values = CiVariables.of(new CiVariables.Push(
                "refs/merge-requests/7/head", "0123456789abcdef", "0".repeat(40), "main", null, null, null, null));

        assertThat(values)
                .containsEntry("CI_PIPELINE_SOURCE", "merge_request_event")
                .containsEntry("CI_MERGE_REQUEST_IID", "7")
                .containsEntry("CI_MERGE_REQUEST_REF_PATH", "refs/merge-requests/7/head")
                .doesNotContainKeys("CI_COMMIT_TAG", "CI_COMMIT_BRANCH");
    }

    @Test
    void projectVariablesComeFromTheUrl() {
        assertThat(CiVariables.ofProject("https://host/base/a/b/c.git", "a/b/c"))
                .containsEntry("CI_PROJECT_NAME", "c")
                .containsEntry("CI_PROJECT_NAMESPACE", "a/b")
                .containsEntry("CI_PROJECT_ROOT_NAMESPACE", "a")
                .containsEntry("CI_PROJECT_URL", "https://host/base/a/b/c")
                .containsEntry("CI_SERVER_URL", "https://host/base");
    }
}
