package dev.slipway.local.postgres;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A PostgreSQL server and a user of it who may create roles.
 *
 * @param url as {@code postgresql://127.0.0.1:5432/slipway}
 */
public record DatabaseServer(String url, String username, String password) {

    /** True when the database of {@link #url} is there; fails while the server can't be reached. */
    boolean createDatabaseIfMissing() throws SQLException {
        String database = URI.create(url).getPath().substring(1);
        try (Connection connection = connect(url.replaceFirst("/[^/]*$", "/postgres"));
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_database where datname = " + literal(database))) {
                statement.execute("create database " + identifier(database));
            }
            return true;
        }
    }

    /** Makes role and schema of a service if they are missing, and sets the password. */
    public void ensure(ServiceSchema schema, String servicePassword) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements(schema, servicePassword, roleExists(statement, schema))) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("role and schema could not be made: " + schema, e);
        }
    }

    private static List<String> statements(ServiceSchema schema, String servicePassword, boolean exists) {
        String role = identifier(schema.role());
        return List.of(
                (exists ? "alter" : "create") + " role " + role + " login password " + literal(servicePassword),
                "grant " + role + " to current_user",
                "create schema if not exists " + identifier(schema.schema()) + " authorization " + role,
                "alter role " + role + " set search_path = " + identifier(schema.schema()));
    }

    private static boolean roleExists(Statement statement, ServiceSchema schema) throws SQLException {
        return exists(statement, "select from pg_roles where rolname = " + literal(schema.role()));
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String address) throws SQLException {
        return DriverManager.getConnection("jdbc:" + address, username, password);
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
