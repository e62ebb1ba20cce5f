package dev.slipway.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigFileTest {
    private static final String FILE = """
            apiVersion: v1
            kind: Config
            current-context: eu
            contexts:
            - {name: eu, context: {cluster: eu, user: me}}
            - {name: aws, context: {cluster: eu, user: aws}}
            - {name: gone, context: {cluster: eu, user: gone}}
            - {name: lost, context: {cluster: eu, user: lost}}
            clusters:
            - name: eu
              cluster: {server: "https://eu.example:6443", certificate-authority: certs/ca.crt}
            users:
            - name: me
              user: {tokenFile: token, token: old, client-certificate-data: a, client-certificate: not-there, client-key: certs/key}
            - name: aws
              user: {exec: {command: aws-iam-authenticator}}
            - name: lost
              user: {client-key: nowhere.key}
            """;

    private final Path folder;

    KubeconfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void filesAreReadFromBesideItAndDataWins() throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("certs"));
        Files.writeString(certificates.resolve("ca.crt"), "ca");
        Files.writeString(certificates.resolve("key"), "key");
        Files.writeString(folder.resolve("token"), "abc\n");

        JsonNode read = Json.MAPPER.readTree(selfContained(null));

        assertThat(read.path("clusters").path(0).path("cluster"))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"server\":\"https://eu.example:6443\",\"certificate-authority-data\":\"Y2E=\"}"));
        assertThat(read.path("users").path(0).path("user"))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"token\":\"abc\",\"client-certificate-data\":\"a\",\"client-key-data\":\"a2V5\"}"));
        assertThat(read.path("current-context").asText()).isEqualTo("eu");
        assertThat(read.toString()).doesNotContain("aws");
    }

    @Test
    void aProgramIsRefusedWithTheWayToAToken() throws IOException {
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("certs/ca.crt"), "ca");

        assertThatThrownBy(() -> selfContained("aws"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("exec: aws-iam-authenticator")
                .hasMessageContaining("kubectl create token slipway-runner")
                .hasMessageContaining("--server https://eu.example:6443");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> selfContained("us")).hasMessageContaining("there is: eu, aws, gone, lost");
        assertThatThrownBy(() -> selfContained("eu"))
                .hasMessageContaining(folder.resolve("certs/ca.crt").toString());
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("certs/ca.crt"), "ca");
        assertThatThrownBy(() -> selfContained("gone")).hasMessageContaining("no user named 'gone'");
        assertThatThrownBy(() -> selfContained("lost")).hasMessageContaining("nowhere.key, which can't be read");
        assertThatThrownBy(() -> KubeconfigFile.read(folder.resolve("config-2")))
                .isInstanceOf(CannotStart.class);
    }

    private String selfContained(@Nullable String context) throws IOException {
        return KubeconfigFile.read(Files.writeString(folder.resolve("config"), FILE))
                .selfContained(context);
    }
}
