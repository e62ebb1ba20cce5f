package dev.slipway.local.serverbench;

import dev.slipway.local.postgres.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A hundred thousand runs by SQL: by HTTP they would take Prefect's server most of an hour. */
final class Copies {
    private Copies() {}

    /** @param copying with the run's id as the first and the count as the second argument of the format */
    static void make(DatabaseServer database, List<String> copying, List<String> tables, String flowRunId, int count) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:" + database.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            // runs and states refer to each other
            statement.execute("set session_replication_role = replica");
            for (String sql : copying) {
                statement.execute(sql.formatted(flowRunId, count));
            }
            for (String table : tables) {
                statement.execute("vacuum analyze " + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("runs could not be copied", e);
        }
    }
}
