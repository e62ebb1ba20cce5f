package dev.slipway.builder.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitEnvironmentTest {
    private static final String URL = "https://gitlab.example/team/app.git";

    @Test
    void credentialsGoToThatRepositoryOnly() {
        Map<String, String> settings =
                settings(new Wanted(URL, "oauth2", "glpat-1", "refs/heads/main", "a".repeat(40)));

        String basic = Base64.getEncoder().encodeToString("oauth2:glpat-1".getBytes(UTF_8));
        assertThat(settings).containsEntry("http." + URL + ".extraHeader", "Authorization: Basic " + basic);
        assertThat(settings.keySet().stream().filter(key -> key.endsWith("extraHeader")))
                .hasSize(1);
    }

    @Test
    void hooksFilesSubmodulesRedirectsAndHelpersAreOff() {
        assertThat(settings(new Wanted(URL, null, null, "refs/heads/main", "a".repeat(40))))
                .containsEntry("core.hooksPath", "/dev/null")
                .containsEntry("protocol.file.allow", "never")
                .containsEntry("protocol.allow", "never")
                .containsEntry("submodule.recurse", "false")
                .containsEntry("http.followRedirects", "false")
                .containsEntry("credential.helper", "")
                .containsEntry("protocol.version", "2");
    }

    @Test
    void ofOurOwnEnvironmentGitSeesOnlyWhatItNeeds() {
        var wanted = new Wanted(URL, null, null, "refs/heads/main", "a".repeat(40));

        assertThat(GitEnvironment.of(
                        wanted, Path.of("/x"), Map.of("PATH", "/bin", "SLIPWAY_MASTER_KEY", "k", "GIT_SSH", "x")))
                .containsEntry("PATH", "/bin")
                .containsEntry("HOME", "/x")
                .containsEntry("GIT_TERMINAL_PROMPT", "0")
                .doesNotContainKeys("SLIPWAY_MASTER_KEY", "GIT_SSH");
    }

    private static Map<String, String> settings(Wanted wanted) {
        Map<String, String> environment = GitEnvironment.of(wanted, Path.of("/x"), Map.of());
        Map<String, String> settings = new HashMap<>();
        int count = Integer.parseInt(environment.getOrDefault("GIT_CONFIG_COUNT", "0"));
        for (int i = 0; i < count; i++) {
            settings.put(
                    environment.getOrDefault("GIT_CONFIG_KEY_" + i, ""),
                    environment.getOrDefault("GIT_CONFIG_VALUE_" + i, ""));
        }
        return settings;
    }
}
