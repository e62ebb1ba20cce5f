package dev.slipway.testkit;

import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.ServiceSchema;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL and a real Kafka for the tests of one service, started once per JVM on free ports:
 *
 * <pre>{@code @WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))}</pre>
 *
 * <p>The service gets its role and schema, all topics, a token, a master key, and free ports of its own. The data is that of
 * the JVM: a test uses names that no other test uses.
 */
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {
    /** What every service shows the others in tests: {@code X-Slipway-Service: gateway:token-of-gateway}. */
    public static final String TOKEN_PREFIX = "token-of-";

    /** The administrator of the gateway in tests. */
    public static final String AUTH_STRING = "admin:administrator-of-tests";

    private static final List<String> SERVICES = List.of("gateway", "builder", "scheduler", "dispatcher");
    private static final String PASSWORD = "of-a-test";
    private static final String MASTER_KEY = "c2xpcHdheS1tYXN0ZXIta2V5LW9mLXRlc3RzLTMyYiE=";

    private @Nullable String service;

    @Override
    public void init(Map<String, String> arguments) {
        service = Objects.requireNonNull(arguments.get("service"), "the resource needs the argument 'service'");
    }

    @Override
    public Map<String, String> start() {
        return settings(Objects.requireNonNull(service));
    }

    /** The settings of a service, for tests that start it as a process. Makes role and schema. */
    public static Map<String, String> settings(String service) {
        ServiceSchema schema = ServiceSchema.of(service);
        database().ensure(schema, PASSWORD);
        var settings = new HashMap<String, String>();
        settings.put("SLIPWAY_DATABASE_URL", database().url());
        settings.put("SLIPWAY_DATABASE_USERNAME", schema.role());
        settings.put("SLIPWAY_DATABASE_PASSWORD", PASSWORD);
        settings.put("SLIPWAY_KAFKA_BOOTSTRAP_SERVERS", kafka());
        settings.put("SLIPWAY_SERVICE_TOKEN", TOKEN_PREFIX + service);
        SERVICES.forEach(caller ->
                settings.put("SLIPWAY_SERVICE_ACCEPTED_" + caller.toUpperCase(Locale.ROOT), TOKEN_PREFIX + caller));
        settings.put("SLIPWAY_MASTER_KEY", MASTER_KEY);
        settings.put("SLIPWAY_API_AUTH_STRING", AUTH_STRING);
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    /** The database server, with its superuser. */
    public static DatabaseServer database() {
        return SharedParts.get().database();
    }

    /** The broker's address. */
    public static String kafka() {
        return SharedParts.get().kafka();
    }

    @Override
    public void stop() {
        // the parts live as long as the JVM, so that the next test class finds them running
    }
}
