package dev.slipway.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.process.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateRegistryIT {
    private final Path home;

    PrivateRegistryIT(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void onlyTheRightPasswordOpensIt() throws Exception {
        var registry = new PrivateRegistry(new RegistryOptions(home, Ports.free(), "slipway", "right"));
        try {
            registry.start();

            assertThat(status(registry, "slipway:right")).isEqualTo(200);
            assertThat(status(registry, "slipway:wrong")).isEqualTo(401);
        } finally {
            registry.stop();
        }
    }

    private static int status(PrivateRegistry registry, String credential) throws Exception {
        String basic = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://" + registry.address() + "/v2/"))
                .header("Authorization", "Basic " + basic)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
