package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AuthConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerLoginsTest {
    private static final RegistryLogin TEAM = login("registry.example/team", "team");
    private static final RegistryLogin TOOLS = login("registry.example/tools", "tools");
    private static final RegistryLogin HARBOR = login("harbor.example:8443", "robot");

    @Test
    void aBuildIsShownOneLoginForEachHost() {
        var shown = DockerLogins.ofBuild(Map.of("registry.example/team/a", TEAM, "harbor.example:8443/b", HARBOR));

        assertThat(shown).hasValueSatisfying(logins -> assertThat(logins.getConfigs())
                .hasSize(2)
                .hasEntrySatisfying(
                        "registry.example", one -> assertThat(one.getUsername()).isEqualTo("team"))
                .hasEntrySatisfying("harbor.example:8443", one -> assertThat(one.getUsername())
                        .isEqualTo("robot")));
        assertThat(DockerLogins.ofBuild(Map.of()))
                .hasValueSatisfying(logins -> assertThat(logins.getConfigs()).isEmpty());
    }

    @Test
    void twoLoginsOfOneHostCanNotBeShownToOneBuild() {
        assertThat(DockerLogins.ofBuild(Map.of("registry.example/team/a", TEAM, "registry.example/tools/b", TOOLS)))
                .isEmpty();
        var again = login("registry.example/team/deep", "team");
        assertThat(DockerLogins.ofBuild(Map.of("registry.example/team/a", TEAM, "registry.example/team/deep/b", again)))
                .isPresent();
    }

    @Test
    void theDefaultRegistryIsCalledAsTheEngineCallsIt() {
        assertThat(DockerLogins.of(login("docker.io/team", "me")))
                .extracting(AuthConfig::getRegistryAddress)
                .isEqualTo("https://index.docker.io/v1/");
    }

    private static RegistryLogin login(String address, String username) {
        return new RegistryLogin(address, username, "password-of-" + username, null);
    }
}
