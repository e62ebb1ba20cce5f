package dev.slipway.builder.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table {@code gitlab_connections}. */
@ApplicationScoped
class ConnectionRepository {
    private static final String SAVE = "insert into gitlab_connections (workspace, project, state, findings, gitlab_id,"
            + " web_url, default_branch, hook_id, token_expires_at, checked_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (workspace, project) do update set"
            + " state = excluded.state, findings = excluded.findings,"
            + " gitlab_id = coalesce(excluded.gitlab_id, gitlab_connections.gitlab_id),"
            + " web_url = coalesce(excluded.web_url, gitlab_connections.web_url),"
            + " default_branch = coalesce(excluded.default_branch, gitlab_connections.default_branch),"
            + " hook_id = coalesce(excluded.hook_id, gitlab_connections.hook_id),"
            + " token_expires_at = excluded.token_expires_at, checked_at = excluded.checked_at";
    private static final String FIND = "select state, findings, gitlab_id, web_url, default_branch, hook_id,"
            + " token_expires_at, checked_at from gitlab_connections where workspace = $1 and project = $2";

    private static final String REFUSE = "update gitlab_connections set state = $3, findings = $4, checked_at = $5"
            + " where workspace = $1 and project = $2 and state <> $3";

    private final Pool pool;

    ConnectionRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> save(String workspace, String project, Connection connection) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    project,
                    connection.state().name(),
                    array(connection.findings()),
                    connection.gitlabId(),
                    connection.webUrl(),
                    connection.defaultBranch(),
                    connection.hookId(),
                    connection.tokenExpiresAt(),
                    connection.checkedAt().atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    /** False if that was known. */
    Uni<Boolean> refuse(SqlConnection tx, String workspace, String project, Finding finding, Instant now) {
        return tx.preparedQuery(REFUSE)
                .execute(Tuple.of(
                        workspace,
                        project,
                        ConnectionState.TOKEN_REFUSED.name(),
                        array(List.of(finding)),
                        now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Optional<Connection>> find(String workspace, String project) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(workspace, project))
                .map(rows -> rows.stream().findFirst().map(ConnectionRepository::connection));
    }

    private static Connection connection(Row row) {
        return new Connection(
                ConnectionState.valueOf(row.getString("state")),
                findings(row.getJsonArray("findings")),
                row.getLong("gitlab_id"),
                row.getString("web_url"),
                row.getString("default_branch"),
                row.getLong("hook_id"),
                row.getLocalDate("token_expires_at"),
                row.getOffsetDateTime("checked_at").toInstant());
    }

    private static JsonArray array(List<Finding> findings) {
        try {
            return new JsonArray(Json.MAPPER.writeValueAsString(findings));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static List<Finding> findings(JsonArray json) {
        try {
            return List.of(Json.MAPPER.readValue(json.encode(), Finding[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings can't be read", e);
        }
    }
}
