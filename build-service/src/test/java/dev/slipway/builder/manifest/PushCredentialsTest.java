package dev.slipway.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which registry is shown what: a file must not send the project's secrets elsewhere. */
class PushCredentialsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String SECRET = "registry-password";

    @ParameterizedTest
    @CsvSource({
        "evil.example/team/app, registry.example:5000, {{ $CI_REGISTRY_PASSWORD }}",
        "evil.example/team/app, evil.example, {{ $CI_REGISTRY_PASSWORD }}",
        "evil.example/team/app, evil.example, x{{ $CI_REGISTRY_PASSWORD }}x",
        "registry.example:50001/team/app, https://registry.example:5000/, {{ $CI_REGISTRY_PASSWORD }}",
        "registry.example.evil.example/team/app, registry.example:5000, password-of-the-file"
    })
    void passwordOfTheProjectsRegistryIsShownToNoOther(String image, String registry, String password) {
        assertThatThrownBy(() -> push(image, credentials(registry, "robot", password)))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("credentials")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aUserNameCarriesNoSecretAwayEither() {
        assertThatThrownBy(() -> push(
                        "evil.example/team/app",
                        credentials("evil.example", "{{ $CI_REGISTRY_PASSWORD }}", "password-of-the-file")))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("not shown");
    }

    @Test
    void registeredRegistriesNeedNoCredentialsAndTheirOwnLoginWins() {
        assertThat(push("harbor.example/team/app", "").credentials()).isNull();
        assertThat(push(
                                "harbor.example/team/app",
                                credentials("harbor.example", "robot", "{{ $CI_REGISTRY_PASSWORD }}"))
                        .credentials())
                .isNull();
        assertThatThrownBy(() -> push("harbor.example/other/app", ""))
                .isInstanceOf(ManifestInvalid.class)
                .hasMessageContaining("none of the registries");
    }

    @Test
    void credentialsOfTheFileGoToTheirRegistry() {
        assertThat(push("quay.example/team/app", credentials("quay.example", "me", "password-of-the-file"))
                        .credentials())
                .isEqualTo(new PushStep.Credentials("quay.example", "me", "password-of-the-file"));
    }

    private static String credentials(String registry, String username, String password) {
        return "credentials: {registry_url: \"%s\", username: \"%s\", password: \"%s\"}"
                .formatted(registry, username, password);
    }

    private static PushStep push(String image, String credentials) {
        String file = """
                build:
                  - prefect_docker.deployments.steps.build_docker_image:
                      image_name: "%1$s"
                      tag: "1"
                push:
                  - prefect_docker.deployments.steps.push_docker_image:
                      image_name: "%1$s"
                      tag: "1"
                      %2$s
                deployments:
                  - {name: hello, entrypoint: "flows/hello.py:hello", work_pool: {name: docker}}
                """.formatted(image, credentials);
        var input = new PlanInput(
                COMMIT,
                "hello-flow",
                "registry.example:5000",
                Set.of("registry.example:5000", "harbor.example/team"),
                TestVariables.of(COMMIT, SECRET));
        return PrefectFile.plan(file, input).pushes().getFirst();
    }
}
