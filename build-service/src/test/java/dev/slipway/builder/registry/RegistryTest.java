package dev.slipway.builder.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final Registry HOST = at("registry.example.com");
    private static final Registry TEAM = at("registry.example.com/team");

    @Test
    void longestAddressWinsAndOfEqualsTheFirst() {
        assertThat(Registry.holding("registry.example.com/team/app:1", List.of(HOST, TEAM)))
                .contains(TEAM);
        assertThat(Registry.holding("registry.example.com/other/app", List.of(TEAM, HOST)))
                .contains(HOST);
        var twin = new Registry("twin", HOST.address(), HOST.login());
        assertThat(Registry.holding("registry.example.com/app", List.of(twin, HOST)))
                .contains(twin);
    }

    @Test
    void partOfANameIsNoPrefix() {
        assertThat(Registry.holding("registry.example.com/teamwork/app", List.of(TEAM)))
                .isEmpty();
        assertThat(Registry.holding("registry.example.com.evil.example/app", List.of(HOST)))
                .isEmpty();
        assertThat(Registry.holding("python:3.11", List.of(HOST))).isEmpty();
    }

    @Test
    void imagesOfARepositoryAreBelowTheAddressOnce() {
        assertThat(HOST.image("team/app")).isEqualTo("registry.example.com/team/app");
        assertThat(TEAM.image("team/app")).isEqualTo("registry.example.com/team/app");
        assertThat(TEAM.image("teamwork/app")).isEqualTo("registry.example.com/team/teamwork/app");
        assertThat(TEAM.host()).isEqualTo("registry.example.com");
    }

    private static Registry at(String address) {
        return new Registry("of-a-test", address, new Login.Static("robot", "password"));
    }
}
