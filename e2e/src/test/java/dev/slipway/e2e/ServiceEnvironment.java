package dev.slipway.e2e;

import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.ServiceSchema;
import dev.slipway.local.process.Ports;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the services are told by environment variables. */
final class ServiceEnvironment {
    static final List<String> SERVICES =
            List.of("api-gateway", "build-service", "scheduler-service", "dispatcher-service");
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "api-gateway", "gateway",
            "build-service", "builder",
            "scheduler-service", "scheduler",
            "dispatcher-service", "dispatcher");
    /** Where containers of the engine's default network reach this machine. */
    private static final String BRIDGE = "172.17.0.1";

    private final String databaseUrl;
    private final String bootstrapServers;
    private final String password;
    private final String authString;
    private final Map<String, Integer> ports = new HashMap<>();

    ServiceEnvironment(String databaseUrl, String bootstrapServers, String password, String authString) {
        this.databaseUrl = databaseUrl;
        this.bootstrapServers = bootstrapServers;
        this.password = password;
        this.authString = authString;
        SERVICES.forEach(service -> ports.put(service, Ports.free()));
    }

    int port(String service) {
        return Objects.requireNonNull(ports.get(service), service);
    }

    String gatewayUrl() {
        return url("api-gateway");
    }

    void createSchemas(DatabaseServer database) {
        SHORT_NAMES.values().forEach(name -> database.ensure(ServiceSchema.of(name), password));
    }

    Map<String, String> of(String service) {
        var variables = new HashMap<String, String>();
        variables.put("SLIPWAY_DATABASE_URL", databaseUrl);
        variables.put(
                "SLIPWAY_DATABASE_USERNAME",
                ServiceSchema.of(shortName(service)).role());
        variables.put("SLIPWAY_DATABASE_PASSWORD", password);
        variables.put("SLIPWAY_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        variables.put("SLIPWAY_SERVICE_TOKEN", token(shortName(service)));
        variables.put("SLIPWAY_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        variables.put("SLIPWAY_API_AUTH_STRING", authString);
        variables.put("SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES", BRIDGE);
        variables.put("SLIPWAY_RUN_API_URL", "http://host.docker.internal:" + port("api-gateway") + "/api");
        SHORT_NAMES.forEach((name, caller) -> {
            String upper = caller.toUpperCase(Locale.ROOT);
            variables.put("SLIPWAY_SERVICE_ACCEPTED_" + upper, token(caller));
            variables.put("SLIPWAY_" + upper + "_URL", url(name));
        });
        return variables;
    }

    private static String shortName(String service) {
        return Objects.requireNonNull(SHORT_NAMES.get(service), service);
    }

    private static String token(String caller) {
        return "token-of-" + caller;
    }

    private String url(String service) {
        return "http://127.0.0.1:" + port(service);
    }
}
