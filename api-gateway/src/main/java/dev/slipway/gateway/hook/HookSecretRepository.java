package dev.slipway.gateway.hook;

import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hook secrets, encrypted. */
@ApplicationScoped
public class HookSecretRepository {
    private static final String FIND =
            "select webhook_token, signing_secret from hook_secrets where workspace = $1 and project = $2";
    private static final String LOCK = FIND + " for update";
    private static final String SAVE = "insert into hook_secrets"
            + " (workspace, project, webhook_token, signing_secret, updated_at) values ($1, $2, $3, $4, $5)"
            + " on conflict (workspace, project) do update set webhook_token = excluded.webhook_token,"
            + " signing_secret = excluded.signing_secret, updated_at = excluded.updated_at";
    private static final String DELETE = "delete from hook_secrets where workspace = $1 and project = $2";

    private final Pool pool;
    private final SecretBox box;
    private final Clock clock;

    HookSecretRepository(Pool pool, SecretBox box, Clock clock) {
        this.pool = pool;
        this.box = box;
        this.clock = clock;
    }

    /** The secrets of a project; empty if there is no such project. */
    Uni<Optional<HookSecrets>> find(String workspace, String project) {
        return read(pool, FIND, workspace, project);
    }

    /** The same, kept from changing until the transaction ends. */
    public Uni<Optional<HookSecrets>> lock(SqlConnection tx, String workspace, String project) {
        return read(tx, LOCK, workspace, project);
    }

    /** Stores or replaces both secrets. */
    public Uni<Void> save(SqlConnection tx, String workspace, String project, HookSecrets secrets) {
        return tx.preparedQuery(SAVE)
                .execute(Tuple.of(
                        workspace,
                        project,
                        sealed(secrets.webhookToken(), place(workspace, project, "token")),
                        sealed(secrets.signingSecret(), place(workspace, project, "signing")),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Forgets a project's secrets; true if there were any. */
    public Uni<Boolean> delete(SqlConnection tx, String workspace, String project) {
        return tx.preparedQuery(DELETE).execute(Tuple.of(workspace, project)).map(result -> result.rowCount() == 1);
    }

    private Uni<Optional<HookSecrets>> read(SqlClient client, String query, String workspace, String project) {
        return client.preparedQuery(query).execute(Tuple.of(workspace, project)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new HookSecrets(
                        opened(row.getBuffer(0), place(workspace, project, "token")),
                        opened(row.getBuffer(1), place(workspace, project, "signing"))));
            }
            return Optional.empty();
        });
    }

    private @Nullable Buffer sealed(@Nullable String secret, String place) {
        return secret == null ? null : Buffer.buffer(box.seal(secret, place));
    }

    private @Nullable String opened(io.vertx.mutiny.core.buffer.@Nullable Buffer sealed, String place) {
        return sealed == null ? null : box.open(sealed.getBytes(), place);
    }

    private static String place(String workspace, String project, String secret) {
        return "hook/" + workspace + "/" + project + "/" + secret;
    }
}
