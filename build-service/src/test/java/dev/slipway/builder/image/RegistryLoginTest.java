package dev.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryLoginTest {
    private static final RegistryLogin HOST = new RegistryLogin("registry.example.com", "host", "p", null);
    private static final RegistryLogin TEAM = new RegistryLogin("registry.example.com/team", "team", "p", null);

    @Test
    void longestAddressWins() {
        assertThat(RegistryLogin.of("registry.example.com/team/app:1", List.of(HOST, TEAM)))
                .contains(TEAM);
        assertThat(RegistryLogin.of("registry.example.com/other/app", List.of(TEAM, HOST)))
                .contains(HOST);
    }

    @Test
    void partOfANameIsNoPrefix() {
        assertThat(RegistryLogin.of("registry.example.com/teamwork/app", List.of(TEAM)))
                .isEmpty();
        assertThat(RegistryLogin.of("registry.example.com.evil.example/app", List.of(HOST)))
                .isEmpty();
    }
}
