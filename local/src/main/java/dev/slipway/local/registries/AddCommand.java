package dev.slipway.local.registries;

import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.SecretFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description =
                "Adds a registry, or changes the one of that name, and tests its login; ends with 1 if that fails.")
final class AddCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "name", description = "By which projects name it.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "address",
            description = "As image names begin: registry.example.com:5050, or with a part of a path.")
    private String address = "";

    @Option(names = "--username", paramLabel = "U", description = "Who may push and pull.")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "With the password or token; - reads it from standard input. The known one stays without it.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--expires-at",
            paramLabel = "TIME",
            description = "When the password ends, as 2027-01-31T00:00:00Z; is warned of before.")
    private @Nullable String expiresAt;

    @Option(
            names = "--ecr-region",
            paramLabel = "R",
            description = "Of a registry of AWS, whose key is exchanged for logins.")
    private @Nullable String region;

    @Option(names = "--access-key-id", paramLabel = "ID", description = "That may ecr:GetAuthorizationToken.")
    private @Nullable String accessKeyId;

    @Option(
            names = "--secret-key-file",
            paramLabel = "FILE",
            description = "With the secret access key; - reads it from standard input.")
    private @Nullable Path secretKeyFile;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where keys are exchanged; the region's by default.")
    private @Nullable String endpoint;

    @Override
    public Integer call() {
        String path = RegistryCommand.pathOf(name);
        Map<String, Object> definition = definition();
        try (GatewayClient client = RegistryCommand.client()) {
            Calls.told(client.tryPut(path, definition));
            System.out.printf("the registry %s is %s%n", name, address);
            return RegistryCommand.test(client, path);
        }
    }

    /** The body of its PUT: what was given, and nothing for what was not. */
    Map<String, Object> definition() {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("address", address);
        definition.put("login", region == null && accessKeyId == null ? null : "ecr");
        definition.put("username", username);
        definition.put("password", passwordFile == null ? null : SecretFile.read(passwordFile));
        definition.put("expiresAt", expiresAt);
        definition.put("region", region);
        definition.put("accessKeyId", accessKeyId);
        definition.put("secretAccessKey", secretKeyFile == null ? null : SecretFile.read(secretKeyFile));
        definition.put("endpoint", endpoint);
        definition.values().removeIf(Objects::isNull);
        return definition;
    }
}
