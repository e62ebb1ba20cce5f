package dev.slipway.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.local.process.CannotStart;
import org.junit.jupiter.api.Test;

class VersionsCommandTest {
    @Test
    void currentVersionIsMarkedAndARollbackSaysOfWhat() {
        var version = JsonNodeFactory.instance
                .objectNode()
                .put("number", 3)
                .put("createdAt", "2026-11-23T04:00:00Z")
                .put("version", "c0ffee00")
                .put("commit", "c0ffee00".repeat(5))
                .put("digest", "sha256:" + "ab".repeat(32))
                .put("note", "rollback of 1");

        assertThat(VersionsCommand.line(version, 3))
                .isEqualTo(
                        "*    3  2026-11-23T04:00:00Z      c0ffee00      c0ffee00  sha256:abababababab  rollback of 1");
        assertThat(VersionsCommand.line(version, 4)).startsWith(" ");
    }

    @Test
    void deploymentsAreNamedByFlowAndNameOrById() {
        assertThat(DeploymentName.path("my flow/nightly")).isEqualTo("/slipway/v1/deployments/my%20flow/nightly");
        assertThat(DeploymentName.path("0b6b8d5e-0000-4000-8000-000000000000"))
                .isEqualTo("/slipway/v1/deployments/0b6b8d5e-0000-4000-8000-000000000000");
        assertThatThrownBy(() -> DeploymentName.path("nightly"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("flow/deployment");
    }
}
