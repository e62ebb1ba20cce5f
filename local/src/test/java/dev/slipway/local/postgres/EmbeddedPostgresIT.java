package dev.slipway.local.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "slipway");

    private final EmbeddedPostgres postgres;

    EmbeddedPostgresIT(@TempDir Path home) {
        postgres = new EmbeddedPostgres(new PostgresOptions(home, CACHE, Ports.free(), "it's secret", false));
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    @Test
    void dataSurvivesARestart() throws Exception {
        DatabaseServer server = postgres.start();
        server.ensure(ServiceSchema.of("builder"), "first");
        execute(server, "builder", "first", "create table kept (id int)");
        postgres.stop();

        DatabaseServer again = postgres.start();
        again.ensure(ServiceSchema.of("builder"), "second");

        execute(again, "builder", "second", "insert into builder.kept values (1)");
        assertThatThrownBy(() -> execute(again, "builder", "first", "select 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aServiceCanNotReadAnothersSchema() throws Exception {
        DatabaseServer server = postgres.start();
        server.ensure(ServiceSchema.of("builder"), "b");
        server.ensure(ServiceSchema.of("gateway"), "g");
        execute(server, "builder", "b", "create table secrets (id int)");

        assertThatThrownBy(() -> execute(server, "gateway", "g", "select * from builder.secrets"))
                .hasMessageContaining("permission denied for schema builder");
    }

    private static void execute(DatabaseServer server, String service, String password, String sql)
            throws SQLException {
        String role = ServiceSchema.of(service).role();
        try (Connection connection = DriverManager.getConnection("jdbc:" + server.url(), role, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
